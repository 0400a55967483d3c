package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.simulator.bank.Fault;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.FaultTarget;
import io.tocsin.simulator.bank.Latency;
import io.tocsin.simulator.bank.Ledger;
import io.tocsin.system.check.Books;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kill -9 at each moment in the life of a payment, brought about by what the bank does at it. */
class KilledAtEachMomentIT {
    private static final int AT_ONCE = 50;
    private static final Duration FOR_EVER = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(20);

    /** How long an outcome lies uncommitted while there is much to do; while it is quiet the engine commits at once. */
    private static final int COMMIT_INTERVAL_MILLIS = 3_000;

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem()
            .soonMissed()
            .with("TOCSIN_TOLL_CALLS_MAX_CALLS_IN_FLIGHT", Integer.toString(AT_ONCE))
            .with("KAFKA_STREAMS_COMMIT_INTERVAL_MS", Integer.toString(COMMIT_INTERVAL_MILLIS));

    private final Ledger.Summary before = ledger();

    @BeforeEach
    void makeSureThatItRuns() {
        if (!SYSTEM.service().isAlive()) {
            SYSTEM.service().restart().awaitReady();
        }
    }

    @Test
    @Breakage.Row(Breakage.CONSUMER_KILLED)
    void shouldSettleOnceWhenKilledBeforeTheCall() {
        SYSTEM.bank()
                .faults()
                .set(FaultPlan.healthyAtOnce().with(new Fault.Hang(1, FaultTarget.CHARGES, false, FOR_EVER)));
        List<PendingPayment> payments = PaymentBuilder.payments(4 * AT_ONCE);
        SYSTEM.send(payments);
        await().atMost(SOON).until(() -> books().inFlight() == payments.size() && requests() == AT_ONCE);

        SYSTEM.service().kill();

        assertThat(requests()).as("of most payments the bank has not heard").isEqualTo(AT_ONCE);
        settleOnceWithoutAskingTwice(payments);
    }

    @Test
    @Breakage.Row(Breakage.CONSUMER_KILLED)
    void shouldSettleOnceWhenKilledDuringTheCall() {
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofSeconds(5))));
        List<PendingPayment> payments = PaymentBuilder.payments(AT_ONCE);
        SYSTEM.send(payments);
        await().atMost(SOON).until(() -> ledger().running() > AT_ONCE / 2);

        SYSTEM.service().kill();

        assertThat(approved()).as("the bank has decided nothing").isZero();
        settleOnceWithoutAskingTwice(payments);
    }

    @Test
    @Breakage.Row(Breakage.CONSUMER_KILLED)
    void shouldSettleOnceWhenKilledAfterTheCall() {
        SYSTEM.bank()
                .faults()
                .set(FaultPlan.healthyAtOnce().with(new Fault.Hang(1, FaultTarget.CHARGES, true, FOR_EVER)));
        List<PendingPayment> payments = PaymentBuilder.payments(AT_ONCE);
        SYSTEM.send(payments);
        await().atMost(SOON).until(() -> approved() == AT_ONCE);

        assertThat(books().inFlight()).as("no answer has come").isEqualTo(AT_ONCE);
        SYSTEM.service().kill();

        settleOnceWithoutAskingTwice(payments);
        assertThat(requests()).as("nobody was asked to charge again").isEqualTo(AT_ONCE);
    }

    @Test
    @Breakage.Row(Breakage.CONSUMER_KILLED)
    void shouldSettleOnceWhenKilledBetweenTheOutcomeAndItsCommit() {
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofSeconds(2))));
        long receivedBefore = books().received();
        List<PendingPayment> payments = PaymentBuilder.payments(40 * AT_ONCE);
        SYSTEM.send(payments);
        await().atMost(SOON).until(() -> books().received() == receivedBefore + payments.size());
        SYSTEM.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(100))));
        try (TopicReader careless = SYSTEM.house().outcomesWithUncommitted();
                TopicReader careful = SYSTEM.outcomes()) {
            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).until(() -> {
                int committed = careful.outcomes().size();
                return careless.outcomes().size() > committed + 2 * AT_ONCE;
            });

            SYSTEM.service().kill();

            assertThat(careful.outcomes().size())
                    .as("of the outcomes written, those that are committed")
                    .isLessThan(careless.outcomes().size());
        }
        settleOnceWithoutAskingTwice(payments);
    }

    private void settleOnceWithoutAskingTwice(List<PendingPayment> payments) {
        SYSTEM.bank().faults().set(FaultPlan.healthyAtOnce());
        SYSTEM.service().restart().awaitReady();
        SYSTEM.verify(payments);
        assertThat(ledger().inquiries() - before.inquiries())
                .as("what was in flight is asked about")
                .isPositive();
        assertThat(ledger().replays() - before.replays())
                .as("what is charged is not asked for again")
                .isZero();
    }

    private long requests() {
        return ledger().requests() - before.requests();
    }

    private long approved() {
        return ledger().totals().approved() - before.totals().approved();
    }

    private static Books books() {
        try {
            return SYSTEM.service().http().books();
        } catch (IOException e) {
            throw new UncheckedIOException("the service does not tell its books", e);
        }
    }

    private static Ledger.Summary ledger() {
        return SYSTEM.bank().ledger().summary();
    }
}
