package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.Latency;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Two instances share the work; when one leaves, the other takes over what it had begun. */
@Isolated("asserts how long the second one takes to go on")
class TwoInstancesIT {
    private static final int PAYMENTS = 800;
    private static final int TRIES = 50;

    /** DESIGN 8: settling again after kill -9, a second instance running. */
    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(15);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem().instances(2).with("TOCSIN_TOLL_CALLS_MAX_CALLS_IN_FLIGHT", "40");

    @BeforeEach
    void bothRun() {
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(50))));
        if (!SYSTEM.service(1).isAlive()) {
            SYSTEM.service(1).restart();
        }
        SYSTEM.service(1).awaitReady();
        // Readiness comes before the rebalance that gives each its part.
        boolean shared = false;
        for (int tries = 0; tries < TRIES && !shared; tries++) {
            long first = received(1);
            long second = received(2);
            List<PendingPayment> payments = PaymentBuilder.payments(100);
            SYSTEM.send(payments);
            awaitSettled(payments);
            shared = received(1) > first && received(2) > second;
        }
        assertThat(shared).as("both have a part of the work").isTrue();
    }

    @Test
    void shouldShareTheWorkAndKnowOfEachOthers() throws Exception {
        List<PendingPayment> shared = PaymentBuilder.payments(PAYMENTS);
        SYSTEM.send(shared);
        SYSTEM.verify(shared);

        for (PendingPayment payment : shared.subList(0, 20)) {
            assertThat(SYSTEM.service(1).http().stateOf(payment.paymentId())).hasValue("settled");
            assertThat(SYSTEM.service(2).http().stateOf(payment.paymentId())).hasValue("settled");
        }
    }

    @Test
    @Breakage.Row(Breakage.INSTANCE_LEAVES)
    void shouldTakeOverWhenOneIsKilled() {
        List<PendingPayment> begun = begun();
        long killed = System.nanoTime();
        SYSTEM.service(1).kill();
        awaitSettled(begun);
        Duration takeover = Duration.ofNanos(System.nanoTime() - killed);

        System.out.printf("TwoInstancesIT: everything settled %d ms after kill -9%n", takeover.toMillis());
        assertThat(takeover).isLessThanOrEqualTo(TAKEOVER_LIMIT);
        SYSTEM.verify(begun);
    }

    @Test
    @Breakage.Row(Breakage.INSTANCE_LEAVES)
    void shouldTakeOverWhenOneIsStopped() {
        List<PendingPayment> begun = begun();
        long told = System.nanoTime();
        assertThat(SYSTEM.service(1).stop(STOP_LIMIT)).isTrue();
        awaitSettled(begun);

        System.out.printf(
                "TwoInstancesIT: everything settled %d ms after SIGTERM%n",
                Duration.ofNanos(System.nanoTime() - told).toMillis());
        SYSTEM.verify(begun);
    }

    /** Payments that the first instance is in the middle of. */
    private static List<PendingPayment> begun() {
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(200))));
        List<PendingPayment> begun = PaymentBuilder.payments(PAYMENTS);
        SYSTEM.send(begun);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> SYSTEM.service(1).http().books().inFlight() > 0);
        return begun;
    }

    private static void awaitSettled(List<PendingPayment> payments) {
        try (TopicReader reader = SYSTEM.outcomes()) {
            reader.awaitOneOutcomeEach(payments, Duration.ofSeconds(30));
        }
    }

    private static long received(int instance) {
        return SYSTEM.service(instance).http().balance().path("received").asLong();
    }
}
