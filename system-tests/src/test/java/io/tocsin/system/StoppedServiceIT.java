package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.Latency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stopped as orchestrators do it, a service finishes what it has begun, so that nobody has to ask the bank afterwards. */
class StoppedServiceIT {
    private static final int PAYMENTS = 1_000;

    /** Calls take 100 ms; the rest is for closing the streams on a busy machine. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem().with("TOCSIN_TOLL_CALLS_MAX_CALLS_IN_FLIGHT", "32");

    @Test
    void shouldLetCallsInFlightFinishWhenItIsStopped() {
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(100))));
        List<PendingPayment> payments = PaymentBuilder.payments(PAYMENTS);
        SYSTEM.send(payments);
        await().until(() -> charges() > PAYMENTS / 4);

        long before = System.nanoTime();
        assertThat(SYSTEM.service().stop(STOP_LIMIT)).isTrue();
        Duration stopping = Duration.ofNanos(System.nanoTime() - before);
        System.out.printf("StoppedServiceIT: stopped after %d ms%n", stopping.toMillis());

        assertThat(charges()).as("stopped in the middle").isLessThan(PAYMENTS);
        try (TopicReader reader = SYSTEM.outcomes()) {
            assertThat(reader.outcomes())
                    .as("no call was cut: what the bank has charged is settled before the service ends")
                    .hasSize(Math.toIntExact(charges()));
        }
        SYSTEM.service().restart();
        try (TopicReader reader = SYSTEM.outcomes()) {
            reader.awaitOneOutcomeEach(payments, Duration.ofSeconds(30));
        }
        SYSTEM.verify(payments);
    }

    private static long charges() {
        return SYSTEM.bank().ledger().summary().totals().approved();
    }
}
