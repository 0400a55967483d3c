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

/** Two instances share the work; when one is killed, the other takes over what it had begun. */
class TwoInstancesIT {
    /** DESIGN 8: settling again after kill -9, a second instance running. */
    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(15);

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem().instances(2);

    @Test
    void shouldShareTheWorkAndTakeOverWhenOneIsKilled() throws Exception {
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(50))));
        TollClient first = SYSTEM.service(1).http();
        TollClient second = SYSTEM.service(2).http();
        try (TopicReader reader = SYSTEM.outcomes()) {
            List<PendingPayment> shared = PaymentBuilder.payments(400);
            // Readiness of the second comes before the rebalance that gives it its part.
            SYSTEM.send(shared);
            reader.awaitOneOutcomeEach(shared, Duration.ofSeconds(20));
            await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
                assertThat(received(first)).isPositive();
                assertThat(received(second)).isPositive();
                assertThat(received(first) + received(second)).isEqualTo(400);
            });
            for (PendingPayment payment : shared.subList(0, 20)) {
                assertThat(first.stateOf(payment.paymentId())).hasValue("settled");
                assertThat(second.stateOf(payment.paymentId())).hasValue("settled");
            }

            List<PendingPayment> begun = PaymentBuilder.payments(400);
            SYSTEM.send(begun);
            long killed = System.nanoTime();
            SYSTEM.service(1).kill();
            reader.awaitOneOutcomeEach(begun, Duration.ofSeconds(30));
            Duration takeover = Duration.ofNanos(System.nanoTime() - killed);
            System.out.printf("TwoInstancesIT: everything settled %d ms after kill -9%n", takeover.toMillis());
            assertThat(takeover).isLessThanOrEqualTo(TAKEOVER_LIMIT);
        }
        var ledger = SYSTEM.bank().ledger().summary();
        assertThat(ledger.paymentsChargedTwice()).isZero();
        assertThat(ledger.totals().approved()).isEqualTo(800);
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(received(second)).as("all books are the survivor's now").isEqualTo(800);
            assertThat(second.balance().path("even").asBoolean()).isTrue();
        });
    }

    private static int received(TollClient client) {
        return client.balance().path("received").asInt();
    }
}
