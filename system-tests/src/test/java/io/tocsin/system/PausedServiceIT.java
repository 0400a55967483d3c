package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An instance that stood still for so long that another has its work, and then goes on as if nothing had been. */
class PausedServiceIT {
    private static final int PAYMENTS = 600;
    private static final int AT_ONCE = 40;

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem()
            .instances(2)
            .soonMissed()
            .with("TOCSIN_TOLL_CALLS_MAX_CALLS_IN_FLIGHT", Integer.toString(AT_ONCE));

    @Test
    @Breakage.Row(Breakage.CONSUMER_PAUSED)
    void shouldBeFencedWhenItGoesOnAfterAnotherHasItsWork() {
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(200))));
        List<PendingPayment> payments = new ArrayList<>();
        TollService paused = SYSTEM.service(1);
        // More calls than one makes at once: both are in the middle of theirs.
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            if (SYSTEM.house().books().open() == 0) {
                List<PendingPayment> more = PaymentBuilder.payments(PAYMENTS);
                payments.addAll(more);
                SYSTEM.send(more);
            }
            return SYSTEM.bank().inFlight() > AT_ONCE + AT_ONCE / 2;
        });

        paused.pause();
        assertThat(approved()).as("paused in the middle").isLessThan(payments.size());
        try (TopicReader reader = SYSTEM.outcomes()) {
            reader.awaitOneOutcomeEach(payments, Duration.ofSeconds(60));
        }
        assertThat(paused.log()).doesNotContain("fenced");
        assertThat(SYSTEM.bank().ledger().summary().inquiries())
                .as("what it had begun is asked about")
                .isPositive();

        paused.resume();
        await().atMost(Duration.ofSeconds(30)).until(() -> paused.log().contains("fenced"));
        paused.awaitReady();
        List<PendingPayment> after = PaymentBuilder.payments(PAYMENTS);
        SYSTEM.send(after);
        payments.addAll(after);
        SYSTEM.verify(payments);
        assertThat(paused.isAlive()).isTrue();
    }

    private static long approved() {
        return SYSTEM.bank().ledger().summary().totals().approved();
    }
}
