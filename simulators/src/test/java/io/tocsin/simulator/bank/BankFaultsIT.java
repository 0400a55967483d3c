package io.tocsin.simulator.bank;

import static io.tocsin.simulator.bank.BankClient.body;
import static io.tocsin.simulator.bank.BankClient.newPayment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PaymentId;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each fault, seen from the client and from the ledger. */
class BankFaultsIT extends BankTest {
    private void always(Fault fault) {
        bank.faults().set(FaultPlan.healthyAtOnce().with(fault));
    }

    private boolean charged(PaymentId payment) {
        return bank.ledger().chargesOf(payment).size() == 1;
    }

    @Test
    void shouldChargeAndDropTheConnection() throws IOException {
        always(new Fault.ChargeThenDrop(1, FaultTarget.CHARGES));
        PaymentId payment = newPayment();

        assertThat(client.chargeUntilClosed(payment)).isEmpty();
        assertThat(charged(payment)).isTrue();
    }

    @Test
    void shouldDropTheConnectionWithoutCharging() throws IOException {
        always(new Fault.DropBeforeCharge(1, FaultTarget.CHARGES));
        PaymentId payment = newPayment();

        assertThat(client.chargeUntilClosed(payment)).isEmpty();
        assertThat(charged(payment)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAnswer500WhetherItChargedOrNot(boolean charged) throws Exception {
        always(new Fault.ServerError(1, FaultTarget.CHARGES, charged));
        PaymentId payment = newPayment();

        assertThat(client.charge(payment).statusCode()).isEqualTo(500);
        assertThat(charged(payment)).isEqualTo(charged);
    }

    @Test
    void shouldAnswer429WithRetryAfterAndNotCharge() throws Exception {
        always(new Fault.TooManyRequests(1, FaultTarget.CHARGES, Duration.ofSeconds(7)));
        PaymentId payment = newPayment();

        HttpResponse<String> answer = client.charge(payment);

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(charged(payment)).isFalse();
    }

    @Test
    void shouldAnswer503WithRetryAfterAndNotCharge() throws Exception {
        always(new Fault.Unavailable(1, FaultTarget.BOTH, Duration.ofSeconds(3)));
        PaymentId payment = newPayment();

        HttpResponse<String> answer = client.charge(payment);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("3");
        assertThat(client.inquire(payment).statusCode()).isEqualTo(503);
        assertThat(charged(payment)).isFalse();
    }

    @Test
    void shouldChargeAndSendHalfTheBodyUnderItsWholeLength() throws IOException {
        always(new Fault.HalfBody(1, FaultTarget.CHARGES));
        PaymentId payment = newPayment();

        String answer = client.chargeUntilClosed(payment);

        String head = answer.substring(0, answer.indexOf("\r\n\r\n"));
        String half = answer.substring(head.length() + 4);
        int announced = Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
        assertThat(head).startsWith("HTTP/1.1 201");
        assertThat(half).startsWith("{\"chargeId\"").hasSize(announced / 2);
        assertThat(charged(payment)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldAnswerAWebPageWith200WhetherItChargedOrNot(boolean charged) throws Exception {
        always(new Fault.HtmlWith200(1, FaultTarget.CHARGES, charged));
        PaymentId payment = newPayment();

        HttpResponse<String> answer = client.charge(payment);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(charged(payment)).isEqualTo(charged);
    }

    @Test
    void shouldChargeAtOnceAndAnswerLateWhenItHangsAfterTheCharge() throws Exception {
        always(new Fault.Hang(1, FaultTarget.CHARGES, true, Duration.ofMillis(800)));
        PaymentId payment = newPayment();
        CompletableFuture<HttpResponse<String>> late = client.chargeLater(payment);

        await().until(() -> charged(payment));
        assertThat(client.inquire(payment).statusCode()).isEqualTo(200);
        assertThat(late).isNotDone();
        assertThat(late.join().statusCode()).isEqualTo(201);
    }

    @Test
    void shouldSayNothingAndCutTheLineWhenItHangsWithoutCharging() throws Exception {
        always(new Fault.Hang(1, FaultTarget.CHARGES, false, Duration.ofMillis(300)));
        PaymentId payment = newPayment();

        long before = System.nanoTime();
        assertThat(client.chargeUntilClosed(payment)).isEmpty();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(299));
        assertThat(charged(payment)).isFalse();
    }

    @Test
    void shouldStillBeChargedWhenTheClientGivesUpWaiting() throws Exception {
        bank.faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(700))));
        PaymentId payment = newPayment();
        var impatient = client.chargeRequest(payment.text(), body(payment, 1, "tok_visa_1"))
                .timeout(Duration.ofMillis(100))
                .build();

        assertThatThrownBy(() -> client.send(impatient)).isInstanceOf(HttpTimeoutException.class);
        await().until(() -> charged(payment));
    }

    @Test
    void shouldRefuseConnectionsWhileOfflineAndTakeThemAtTheSamePortAfterwards() throws Exception {
        PaymentId payment = newPayment();
        client.charge(payment);
        int port = bank.port();

        bank.faults().set(FaultPlan.healthyAtOnce().away());

        assertThat(bank.listening()).isFalse();
        assertThatThrownBy(() -> {
                    try (var socket = new Socket("localhost", port)) {
                        socket.getOutputStream().write('P');
                    }
                })
                .isInstanceOf(ConnectException.class);
        bank.faults().clear();
        assertThat(bank.port()).isEqualTo(port);
        assertThat(client.charge(payment).headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
    }

    @Test
    void shouldChargeWhatWasRunningWhenItWentOffline() {
        bank.faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(500))));
        PaymentId payment = newPayment();
        CompletableFuture<HttpResponse<String>> cut = client.chargeLater(payment);
        await().until(() -> bank.ledger().summary().running() == 1);

        bank.faults().set(FaultPlan.healthyAtOnce().away());

        assertThatThrownBy(cut::join).isInstanceOf(CompletionException.class).hasCauseInstanceOf(IOException.class);
        await().until(() -> charged(payment));
    }

    @Test
    void shouldStrikeOnlyWhatItAppliesTo() throws Exception {
        always(new Fault.ServerError(1, FaultTarget.INQUIRIES, false));
        PaymentId payment = newPayment();

        assertThat(client.charge(payment).statusCode()).isEqualTo(201);
        assertThat(client.inquire(payment).statusCode()).isEqualTo(500);
    }

    @Test
    void shouldFailTheSameRequestsAgainUnderTheSameSeed() throws Exception {
        FaultPlan plan = FaultPlan.healthyAtOnce()
                .with(new Fault.ServerError(0.3, FaultTarget.CHARGES, false))
                .seeded(7);

        List<Integer> first = statuses(plan);
        List<Integer> second = statuses(plan);

        assertThat(second).isEqualTo(first);
        assertThat(first).contains(201, 500);
    }

    private List<Integer> statuses(FaultPlan plan) throws Exception {
        bank.faults().set(plan);
        var statuses = new ArrayList<Integer>();
        for (int i = 0; i < 40; i++) {
            statuses.add(
                    client.charge(PaymentId.of(UUID.randomUUID().toString())).statusCode());
        }
        return statuses;
    }
}
