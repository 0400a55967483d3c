package io.tocsin.simulator.bank;

import static io.tocsin.simulator.bank.BankClient.body;
import static io.tocsin.simulator.bank.BankClient.newPayment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.PaymentId;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every line of docs/bank-http.md that a client can rely on, over real HTTP. */
class BankContractIT extends BankTest {
    private static JsonNode json(HttpResponse<String> response) {
        return Json.read(response.body().getBytes(UTF_8), JsonNode.class);
    }

    @Test
    void shouldApproveACharge() throws Exception {
        PaymentId payment = newPayment();

        HttpResponse<String> answer = client.charge(payment);

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.headers().firstValue("Idempotent-Replayed")).isEmpty();
        JsonNode charge = json(answer);
        assertThat(charge.get("chargeId").textValue()).matches("ch_[0-9a-f]{16}");
        assertThat(charge.get("paymentId").textValue()).isEqualTo(payment.text());
        assertThat(charge.get("status").textValue()).isEqualTo("approved");
        assertThat(charge.at("/amount/minorUnits").longValue()).isEqualTo(1275);
        assertThat(charge.at("/amount/currency").textValue()).isEqualTo("EUR");
        assertThat(Instant.parse(charge.get("createdAt").textValue())).isNotNull();
    }

    @Test
    void shouldGiveTheSameAnswerAgainWhenTheSameRequestComesAgain() throws Exception {
        PaymentId payment = newPayment();
        HttpResponse<String> first = client.charge(payment);

        HttpResponse<String> second = client.charge(payment);

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(bank.ledger().summary().totals().approved()).isEqualTo(1);
        assertThat(bank.ledger().summary().replays()).isEqualTo(1);
    }

    @Test
    void shouldTakeTheSameBodyForTheSameHoweverItIsWritten() throws Exception {
        PaymentId payment = newPayment();
        client.charge(payment);

        HttpResponse<String> second = client.charge("\"" + payment + "\"", """
                { "cardToken" : "tok_visa_1", "note": {"a": [1, {}]},
                  "amount" : {"currency":"EUR", "minorUnits" : 1275 }, "paymentId":"%s"}""".formatted(payment));

        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
    }

    @Test
    void shouldDeclineAndRememberIt() throws Exception {
        PaymentId payment = newPayment();
        String declined = body(payment, 1275, "tok_declined_insufficient-funds");

        HttpResponse<String> first = client.charge(payment.text(), declined);
        HttpResponse<String> second = client.charge(payment.text(), declined);

        assertThat(first.statusCode()).isEqualTo(402);
        assertThat(json(first).get("status").textValue()).isEqualTo("declined");
        assertThat(json(first).get("code").textValue()).isEqualTo("insufficient-funds");
        assertThat(second.statusCode()).isEqualTo(402);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(json(client.inquire(payment)).get("status").textValue()).isEqualTo("declined");
        assertThat(bank.ledger().summary().totals().approvedMinorUnits()).isEmpty();
    }

    @Test
    void shouldRefuseTheKeyWhenTheBodyIsAnother() throws Exception {
        PaymentId payment = newPayment();
        client.charge(payment);

        HttpResponse<String> answer = client.charge(payment.text(), body(payment, 1276, "tok_visa_1"));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(answer).get("type").textValue()).isEqualTo("urn:tocsin:bank:key-reused");
        assertThat(json(answer).get("field").textValue()).isEqualTo("Idempotency-Key");
        assertThat(bank.ledger().summary().totals().approvedMinorUnits()).containsEntry("EUR", 1275L);
        assertThat(bank.ledger().summary().keyReuseRefusals()).isEqualTo(1);
    }

    @Test
    void shouldRefuseASecondRequestWhileTheFirstRunsAndSayPendingMeanwhile() throws Exception {
        bank.faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofSeconds(2))));
        PaymentId payment = newPayment();
        CompletableFuture<HttpResponse<String>> first = client.chargeLater(payment);
        await().until(() -> bank.ledger().summary().running() == 1);

        HttpResponse<String> second = client.charge(payment);
        bank.faults().set(FaultPlan.healthyAtOnce());
        HttpResponse<String> inquiry = client.inquire(payment);

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(json(second).get("status").intValue()).isEqualTo(409);
        assertThat(inquiry.statusCode()).isEqualTo(200);
        assertThat(json(inquiry).get("status").textValue()).isEqualTo("pending");
        assertThat(json(inquiry).get("paymentId").textValue()).isEqualTo(payment.text());
        assertThat(first.join().statusCode()).isEqualTo(201);
        assertThat(bank.ledger().summary().conflicts()).isEqualTo(1);
        assertThat(bank.ledger().summary().totals().approved()).isEqualTo(1);
    }

    @Test
    void shouldTellWhatBecameOfAPaymentAndThatItKnowsNothingOfAnother() throws Exception {
        PaymentId payment = newPayment();
        HttpResponse<String> charge = client.charge(payment);

        assertThat(client.inquire(payment).statusCode()).isEqualTo(200);
        assertThat(client.inquire(payment).body()).isEqualTo(charge.body());
        HttpResponse<String> unknown = client.inquire(newPayment());
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            1275         | 12.75                | amount.minorUnits
            1275         | "1275"               | amount.minorUnits
            1275         | 0                    | amount.minorUnits
            1275         | -5                   | amount.minorUnits
            1275         | 99999999999999999999 | amount.minorUnits
            "EUR"        | "XXX"                | amount.currency
            "EUR"        | 5                    | amount.currency
            "tok_visa_1" | "x"                  | cardToken
            "tok_visa_1" | "4111111111111111"   | cardToken
            "tok_visa_1" | "tok\\"x"            | cardToken
            "cardToken"  | "other"              | cardToken
            "amount"     | "other"              | amount
            "paymentId"  | "other"              | paymentId
            }            | }{                   | (the whole body)
            """)
    void shouldRefuseWhatItCannotRead(String good, String bad, String field) throws Exception {
        PaymentId payment = newPayment();

        HttpResponse<String> answer =
                client.charge(payment.text(), body(payment, 1275, "tok_visa_1").replace(good, bad));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("field").textValue()).isEqualTo(field);
        assertThat(answer.body()).doesNotContain("4111");
        assertThat(client.inquire(payment).statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRefuseAChargeWithoutKeyAndABodyThatIsTooLarge() throws Exception {
        PaymentId payment = newPayment();
        HttpRequest noKey = client.request("/charges")
                .POST(HttpRequest.BodyPublishers.ofString(body(payment, 1275, "tok_visa_1")))
                .build();

        assertThat(json(client.send(noKey)).get("field").textValue()).isEqualTo("Idempotency-Key");
        assertThat(client.charge("no spaces", body(payment, 1275, "tok_visa_1")).statusCode())
                .isEqualTo(400);
        assertThat(client.charge(payment.text(), " ".repeat(20_000)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldKnowNoOtherResourceAndNoOtherMethod() throws Exception {
        assertThat(client.get("/").statusCode()).isEqualTo(404);
        HttpResponse<String> wrongMethod = client.get("/charges");
        assertThat(wrongMethod.statusCode()).isEqualTo(405);
        assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
    }

    @Test
    void shouldChargeTwiceAndSayItWhenAPaymentComesUnderTwoKeys() throws Exception {
        PaymentId payment = newPayment();

        client.charge("first-key", body(payment, 1275, "tok_visa_1"));
        client.charge("second-key", body(payment, 1275, "tok_visa_1"));
        client.charge("third-key", body(payment, 1275, "tok_visa_1"));

        Ledger.Summary summary = bank.ledger().summary();
        assertThat(summary.paymentsChargedTwice()).isEqualTo(1);
        assertThat(summary.totals().approved()).isEqualTo(3);
        assertThat(summary.totals().distinctPayments()).isEqualTo(1);
        assertThat(bank.ledger().chargesOf(payment))
                .extracting(LedgerEntry::idempotencyKey)
                .containsExactly("first-key", "second-key", "third-key");
    }

    @Test
    void shouldLetInOnlyThoseWithTheTokenWhenThereIsOne(@TempDir Path other) throws Exception {
        try (var guarded = BankServer.start(vertx, BankOptions.local(other).withBearerToken("open-sesame"));
                var visitor = new BankClient(guarded.port())) {
            PaymentId payment = newPayment();
            HttpRequest.Builder request = visitor.chargeRequest(payment.text(), body(payment, 1, "tok_visa_1"));

            assertThat(visitor.charge(payment).statusCode()).isEqualTo(401);
            assertThat(visitor.send(request.header("Authorization", "Bearer open-sesame")
                                    .build())
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void shouldChargeEachOnceWhenManyComeAtTheSameTime() {
        bank.faults().set(FaultPlan.healthy(new Latency.Uniform(Duration.ZERO, Duration.ofMillis(20))));
        var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 500; i++) {
            PaymentId payment = newPayment();
            answers.add(client.chargeLater(payment));
            answers.add(client.chargeLater(payment));
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isIn(201, 409));
        Ledger.Summary summary = bank.ledger().summary();
        assertThat(summary.totals().approved()).isEqualTo(500);
        assertThat(summary.paymentsChargedTwice()).isZero();
        assertThat(summary.replays() + summary.conflicts()).isEqualTo(500);
    }
}
