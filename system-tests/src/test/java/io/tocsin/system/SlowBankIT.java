package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.simulator.bank.Fault;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.FaultTarget;
import io.tocsin.simulator.bank.Latency;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Some answers of the bank take longer than Kafka waits for a poll: only they wait. */
class SlowBankIT {
    private static final int PAYMENTS = 200;
    private static final int MOST_AT_ONCE = 60;

    /** More than max.poll.interval.ms, which is 10 s. */
    private static final Duration SLOW = Duration.ofSeconds(11);

    private static final Pattern REBALANCE = Pattern.compile("State transition from \\w+ to REBALANCING");

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem()
            .with("TOCSIN_TOLL_CALLS_MAX_CALLS_IN_FLIGHT", Integer.toString(MOST_AT_ONCE))
            .with("TOCSIN_TOLL_BANK_RESPONSE_TIMEOUT", "20s")
            .with("TOCSIN_TOLL_BANK_TOTAL_TIMEOUT", "20s")
            .with("QUARKUS_LOG_CATEGORY__ORG_APACHE_KAFKA__LEVEL", "INFO");

    @Test
    @Breakage.Row(Breakage.BANK_SLOW)
    void shouldGoOnWithOtherPaymentsAndKeepItsPartitionsWhileSomeAnswersTakeLong() {
        SYSTEM.bank()
                .faults()
                .set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(50)))
                        .with(new Fault.Hang(0.25, FaultTarget.CHARGES, true, SLOW))
                        .seeded(1));
        long rebalances = rebalances();
        assertThat(rebalances).as("rebalances can be seen in the log").isPositive();
        List<PendingPayment> payments = PaymentBuilder.payments(PAYMENTS);
        var mostAtOnce = new AtomicInteger();

        SYSTEM.send(payments);
        long start = System.nanoTime();
        try (TopicReader reader = SYSTEM.outcomes()) {
            await().atMost(SLOW).pollInterval(Duration.ofMillis(1)).until(() -> {
                mostAtOnce.accumulateAndGet(SYSTEM.bank().inFlight(), Math::max);
                int open = PAYMENTS - reader.outcomes().size();
                return open > 0 && open == SYSTEM.bank().inFlight();
            });
            assertThat(reader.outcomes()).as("the others are settled").hasSizeGreaterThan(PAYMENTS / 2);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("the slow ones are still running")
                .isLessThan(SLOW);
        assertThat(mostAtOnce.get()).isLessThanOrEqualTo(MOST_AT_ONCE).isGreaterThan(MOST_AT_ONCE / 2);

        SYSTEM.verify(payments);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(SLOW);
        assertThat(rebalances()).isEqualTo(rebalances);
    }

    private static long rebalances() {
        return REBALANCE.matcher(SYSTEM.service().log()).results().count();
    }
}
