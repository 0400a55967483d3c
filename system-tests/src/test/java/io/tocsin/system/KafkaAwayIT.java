package io.tocsin.system;

import static io.tocsin.system.PaymentBuilder.aPayment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.Latency;
import io.tocsin.system.ServiceClient.Answer;
import io.tocsin.system.check.AskedPayment;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Kafka goes away and comes back: callers are told, nothing is lost, and nobody has to restart anything. */
@Order(2)
class KafkaAwayIT {
    private static final int PAYMENTS = 1_500;

    /** Longer than every time-out of Kafka's clients (60 s at the most). */
    private static final Duration AWAY_FOR = Duration.ofSeconds(80);

    private static final Duration MEASURED_FOR = Duration.ofSeconds(20);
    private static final double MOST_OF_A_CORE = 0.05;

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem().with("TOCSIN_TOLL_CALLS_MAX_CALLS_IN_FLIGHT", "64");

    private static TollClient http() {
        return SYSTEM.service().http();
    }

    @Test
    @Breakage.Row(Breakage.KAFKA_AWAY)
    void shouldSayThatKafkaIsAwayAndGoOnWhenItIsBack() throws IOException {
        PendingPayment before = aPayment().build();
        PendingPayment during = aPayment().build();
        assertThat(http().post(before).status()).isEqualTo(202);
        SYSTEM.kafkaGoesAway();
        long gone = System.nanoTime();

        long start = System.nanoTime();
        Answer refused = http().post(during);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.isProblem()).isTrue();
        assertThat(refused.header("Retry-After").orElse("")).containsOnlyDigits();
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            Answer ready = http().get("/q/health/ready");
            assertThat(ready.status()).isEqualTo(503);
            assertThat(ready.text()).contains("does not answer");
        });
        assertThat(http().get("/q/health/live").status()).isEqualTo(200);
        assertThat(http().get("/balance").status()).isEqualTo(200);

        awaitPassed(AWAY_FOR.minus(MEASURED_FOR), gone);
        Duration usedBefore = SYSTEM.service().processorTime();
        awaitPassed(AWAY_FOR, gone);
        Duration used = SYSTEM.service().processorTime().minus(usedBefore);
        double share = (double) used.toNanos() / MEASURED_FOR.toNanos();
        System.out.printf("KafkaAwayIT: %.1f %% of a core while Kafka is away%n", 100 * share);
        assertThat(share).as("share of a core").isLessThanOrEqualTo(MOST_OF_A_CORE);
        assertThat(http().get("/q/health/live").status()).isEqualTo(200);

        SYSTEM.kafkaReturns();
        await().atMost(Duration.ofSeconds(30)).until(() -> http().isReady());
        PendingPayment after = aPayment().build();
        assertThat(http().post(after).status()).isEqualTo(202);
        for (PendingPayment payment : List.of(before, after)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> http().stateOf(payment.paymentId())
                    .orElse("unknown")
                    .equals("settled"));
        }
        SYSTEM.verify(List.of(AskedPayment.once(before), AskedPayment.perhaps(during), AskedPayment.once(after)));
    }

    private static void awaitPassed(Duration time, long since) {
        await().atMost(AWAY_FOR.plus(AWAY_FOR)).until(() -> System.nanoTime() - since >= time.toNanos());
    }

    @Test
    @Breakage.Row(Breakage.KAFKA_AWAY)
    void shouldSettleEachPaymentOnceWhenKafkaRestartsInTheMiddle() {
        shouldSettleEachPaymentOnceWhen(Broker::stop);
    }

    @Test
    @Breakage.Row(Breakage.KAFKA_AWAY)
    void shouldSettleEachPaymentOnceWhenKafkaIsKilledInTheMiddle() {
        shouldSettleEachPaymentOnceWhen(Broker::kill);
    }

    private static void shouldSettleEachPaymentOnceWhen(Consumer<Broker> breaks) {
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(100))));
        long chargedBefore = approved();
        List<PendingPayment> payments = PaymentBuilder.payments(PAYMENTS);
        SYSTEM.send(payments);
        await().atMost(Duration.ofSeconds(20)).until(() -> approved() > chargedBefore + PAYMENTS / 4);

        breaks.accept(SYSTEM.kafka());
        assertThat(approved()).as("broken in the middle").isLessThan(chargedBefore + PAYMENTS);
        SYSTEM.kafkaReturns();

        SYSTEM.verify(payments);
        assertThat(SYSTEM.service().isAlive()).isTrue();
    }

    private static long approved() {
        return SYSTEM.bank().ledger().summary().totals().approved();
    }
}
