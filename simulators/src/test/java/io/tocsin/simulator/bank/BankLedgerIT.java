package io.tocsin.simulator.bank;

import static io.tocsin.simulator.bank.BankClient.body;
import static io.tocsin.simulator.bank.BankClient.newPayment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.payment.PaymentId;
import io.vertx.core.Vertx;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ledger outlives the bank. */
class BankLedgerIT {
    private Vertx vertx;
    private Path dataDir;

    @BeforeEach
    void start(@TempDir Path empty) {
        dataDir = empty;
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private BankServer bank() {
        return BankServer.start(vertx, BankOptions.local(dataDir));
    }

    private Path file() {
        return dataDir.resolve(LedgerFile.NAME);
    }

    @Test
    void shouldHaveTheLineInTheFileBeforeTheAnswerIsSent() throws Exception {
        try (var bank = bank();
                var client = new BankClient(bank.port())) {
            for (int i = 1; i <= 20; i++) {
                String chargeId = client.charge(newPayment()).body().substring(13, 32);

                List<String> lines = Files.readAllLines(file());

                assertThat(lines).hasSize(i);
                assertThat(lines.getLast()).contains(chargeId);
            }
        }
    }

    @Test
    void shouldReplayAfterARestart() throws Exception {
        PaymentId approved = newPayment();
        PaymentId declined = newPayment();
        String declinedBody = body(declined, 450, "tok_declined_lost-card");
        HttpResponse<String> first;
        try (var bank = bank();
                var client = new BankClient(bank.port())) {
            first = client.charge(approved);
            client.charge(declined.text(), declinedBody);
            client.charge("not-a-uuid", body(approved, 5, "tok_visa_1"));
        }

        try (var bank = bank();
                var client = new BankClient(bank.port())) {
            LedgerTotals totals = bank.ledger().summary().totals();
            assertThat(totals.approved()).isEqualTo(2);
            assertThat(bank.ledger().charges())
                    .extracting(LedgerEntry::paymentId)
                    .containsExactly(approved, declined, approved);
            assertThat(totals.approvedMinorUnits()).containsEntry("EUR", 1280L);
            assertThat(totals.declined()).isEqualTo(1);
            assertThat(totals.distinctPayments()).isEqualTo(2);
            assertThat(totals.paymentsChargedTwice()).isEqualTo(1);
            HttpResponse<String> again = client.charge(approved);
            assertThat(again.body()).isEqualTo(first.body());
            assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
            assertThat(client.charge(declined.text(), declinedBody).statusCode())
                    .isEqualTo(402);
            assertThat(client.charge("not-a-uuid", body(approved, 6, "tok_visa_1"))
                            .statusCode())
                    .isEqualTo(422);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"chargeId\":\"ch_00", "{\"chargeId\":\"ch_00\n", "\0\0\0\0"})
    void shouldCutOffALastLineThatWasTorn(String torn) throws Exception {
        PaymentId before = newPayment();
        try (var bank = bank();
                var client = new BankClient(bank.port())) {
            client.charge(before);
        }
        long whole = Files.size(file());
        Files.writeString(file(), torn, UTF_8, StandardOpenOption.APPEND);

        try (var bank = bank();
                var client = new BankClient(bank.port())) {
            assertThat(Files.size(file())).isEqualTo(whole);
            PaymentId after = newPayment();
            assertThat(client.charge(after).statusCode()).isEqualTo(201);
            assertThat(bank.ledger().chargesOf(before)).hasSize(1);
            assertThat(bank.ledger().chargesOf(after)).hasSize(1);
        }
    }

    @Test
    void shouldRefuseToStartWhenALineInTheMiddleIsDamaged() throws Exception {
        try (var bank = bank();
                var client = new BankClient(bank.port())) {
            client.charge(newPayment());
            client.charge(newPayment());
        }
        Files.writeString(file(), "?", UTF_8, StandardOpenOption.WRITE);

        assertThatThrownBy(this::bank)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("damaged at byte 0");
    }

    @Test
    void shouldRefuseASecondBankOnTheSameLedger() {
        try (var first = bank()) {
            assertThat(first.listening()).isTrue();
            assertThatThrownBy(this::bank)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the same ledger");
        }
    }

    @Test
    void shouldSayWhichPortItCannotHave(@TempDir Path other) {
        try (var first = bank()) {
            var samePort = BankOptions.local(other).withPort(first.port());

            assertThatThrownBy(() -> BankServer.start(Vertx.vertx(), samePort))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on localhost:" + first.port());
        }
    }

    @Test
    void shouldFindTheLinesSinceATime() throws Exception {
        try (var bank = bank();
                var client = new BankClient(bank.port())) {
            client.charge(newPayment());
            PaymentId second = newPayment();
            client.charge(second);
            Instant secondAt = bank.ledger().chargesOf(second).getFirst().createdAt();

            Ledger.Lines all = bank.ledger().linesSince(Instant.EPOCH);
            Ledger.Lines since = bank.ledger().linesSince(secondAt);

            assertThat(all.offset()).isZero();
            assertThat(all.length()).isEqualTo(Files.size(file()));
            assertThat(Files.readString(file()).substring((int) since.offset())).contains(second.text());
            assertThat(bank.ledger().linesSince(secondAt.plusMillis(1)).length())
                    .isZero();
        }
    }

    @Test
    void shouldForgetEverythingWhenTheLedgerIsEmptied() throws Exception {
        try (var bank = bank();
                var client = new BankClient(bank.port())) {
            PaymentId payment = newPayment();
            client.charge(payment);

            bank.ledger().clear();

            assertThat(client.inquire(payment).statusCode()).isEqualTo(404);
            assertThat(Files.size(file())).isZero();
            client.charge(payment);
            assertThat(bank.ledger().summary().totals().approved()).isEqualTo(1);
            assertThat(bank.ledger().chargesOf(payment)).hasSize(1);
        }
    }
}
