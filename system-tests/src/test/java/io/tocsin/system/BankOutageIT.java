package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.simulator.bank.FaultPlan;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The bank is away while payments come in: the circuit opens, nothing fails, and all is settled when it is back. */
class BankOutageIT {
    private static final int PAYMENTS = 2_000;

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem().with("TOCSIN_TOLL_CIRCUIT_LONGEST_PAUSE", "2s");

    @Test
    @Breakage.Row(Breakage.BANK_OFFLINE)
    void shouldLoseAndFailNothingWhileTheBankIsAway() throws Exception {
        SYSTEM.bank().faults().set(FaultPlan.healthyAtOnce().away());
        List<PendingPayment> payments = PaymentBuilder.payments(PAYMENTS);
        SYSTEM.send(payments);

        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            JsonNode balance = balance();
            assertThat(balance.path("circuit").asText()).as(balance.toString()).isEqualTo("open");
            assertThat(balance.path("received").asInt()).as(balance.toString()).isEqualTo(PAYMENTS);
        });
        assertThat(balance().path("failed").asInt()).isZero();
        assertThat(balance().path("settled").asInt()).isZero();
        assertThat(balance().path("even").asBoolean()).isTrue();
        assertThat(SYSTEM.service().http().isReady())
                .as("payments are taken in, so it is ready")
                .isTrue();
        assertThat(SYSTEM.service().http().get("/q/metrics").text())
                .containsPattern("tocsin_calls_circuit\\{[^}]*state=\"open\"[^}]*} 1\\.0");

        SYSTEM.bank().faults().clear();
        try (TopicReader reader = SYSTEM.outcomes()) {
            assertThat(reader.awaitOneOutcomeEach(payments, Duration.ofSeconds(20)))
                    .allMatch(SettledPayment.class::isInstance);
        }
        SYSTEM.verify(payments);
        await().untilAsserted(
                        () -> assertThat(balance().path("circuit").asText()).isEqualTo("closed"));
        await().untilAsserted(
                        () -> assertThat(balance().path("settled").asInt()).isEqualTo(PAYMENTS));
        assertThat(balance().path("even").asBoolean()).isTrue();
    }

    private static JsonNode balance() {
        return SYSTEM.service().http().balance();
    }
}
