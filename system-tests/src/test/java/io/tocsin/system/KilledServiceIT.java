package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.simulator.bank.Fault;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.FaultTarget;
import io.tocsin.simulator.bank.Latency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Killed in the middle of calls, again and again, while the bank loses answers: each payment is charged once. */
class KilledServiceIT {
    private static final int PAYMENTS = 3_000;
    private static final int KILLS = 3;

    // Few calls at once, so that the work takes long enough to be killed in its middle.
    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem().soonMissed().with("TOCSIN_TOLL_CALLS_MAX_CALLS_IN_FLIGHT", "64");

    @Test
    @Breakage.Row(Breakage.CONSUMER_KILLED)
    void shouldSettleEachPaymentOnceWhenTheServiceIsKilledThreeTimes() {
        SYSTEM.bank()
                .faults()
                .set(FaultPlan.healthy(new Latency.Uniform(Duration.ofMillis(30), Duration.ofMillis(80)))
                        .with(new Fault.ChargeThenDrop(0.05, FaultTarget.CHARGES)));
        List<PendingPayment> payments = PaymentBuilder.payments(PAYMENTS);
        SYSTEM.send(payments);

        for (int kill = 1; kill <= KILLS; kill++) {
            long enough = (long) kill * PAYMENTS / (KILLS + 1);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> approved() > enough);
            SYSTEM.service().kill();
            assertThat(approved()).as("killed in the middle").isLessThan(PAYMENTS);
            SYSTEM.service().restart();
        }

        try (TopicReader reader = SYSTEM.outcomes()) {
            List<PaymentOutcome> outcomes = reader.awaitOneOutcomeEach(payments, Duration.ofSeconds(40));
            assertThat(outcomes).allMatch(SettledPayment.class::isInstance);
        }
        var ledger = SYSTEM.bank().ledger().summary();
        assertThat(ledger.totals().approvedMinorUnits()).containsEntry("EUR", PAYMENTS * 1275L);
        assertThat(ledger.inquiries()).as("what was in flight is asked about").isPositive();
        SYSTEM.verify(payments);
    }

    private static long approved() {
        return SYSTEM.bank().ledger().summary().totals().approved();
    }
}
