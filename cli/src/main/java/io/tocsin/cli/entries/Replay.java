package io.tocsin.cli.entries;

import io.tocsin.cli.replay.Pace;
import io.tocsin.cli.replay.Progress;
import io.tocsin.cli.terminal.CommandFailure;
import java.time.Duration;
import java.util.Locale;

/** Sends the payments of a plan and follows them until each has its outcome. */
final class Replay {
    private static final Duration LOOK = Duration.ofMillis(50);
    /** A second outcome would come after the first; so the last ones are watched a little longer. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private final double perSecond;
    private final Duration patience;

    /**
     * @param perSecond how many payments are sent a second; 0 for as many as Kafka takes
     * @param patience how long no outcome may come before the rest is given up
     */
    Replay(String bootstrapServers, double perSecond, Duration patience) {
        this.bootstrapServers = bootstrapServers;
        this.perSecond = perSecond;
        this.patience = patience;
    }

    /** @throws CommandFailure when Kafka does not take the payments, or its outcomes cannot be read */
    Tally run(EntryPlan plan, RunIds ids, ProgressFactory progressFactory) throws InterruptedException {
        long begin = System.nanoTime();
        var tally = new Tally(plan, begin);
        var follower = new OutcomeFollower(bootstrapServers, ids, tally, plan.size());
        Thread following = Thread.ofPlatform().name("follow-outcomes").start(follower);
        Pace pace = perSecond == 0 ? Pace.fastest() : Pace.perSecond(perSecond, System.nanoTime());
        try (Progress progress = progressFactory.start(plan.size());
                var sender = new EntrySender(bootstrapServers)) {
            sender.send(plan, ids, tally, pace, () -> show(tally, plan, progress));
            awaitOutcomes(plan, tally, follower, following, progress);
        } finally {
            follower.close();
            following.join();
        }
        return tally;
    }

    /** Makes what shows the progress. */
    @FunctionalInterface
    interface ProgressFactory {
        Progress start(int entries);
    }

    private void awaitOutcomes(
            EntryPlan plan, Tally tally, OutcomeFollower follower, Thread following, Progress progress)
            throws InterruptedException {
        long allSent = System.nanoTime();
        while (!tally.isComplete() && !isStale(tally, allSent)) {
            following.join(LOOK);
            RuntimeException failure = follower.failure();
            if (failure != null) {
                throw CommandFailure.failed(
                        "the outcomes cannot be read (" + failure.getMessage()
                                + "): the payments were sent, and are settled without being watched",
                        failure);
            }
            show(tally, plan, progress);
        }
        following.join(AFTERWARDS);
    }

    private static void show(Tally tally, EntryPlan plan, Progress progress) {
        progress.show(
                tally.settled(),
                () -> String.format(
                        Locale.ROOT,
                        "sent %,d, settled %,d, failed %,d of %,d",
                        tally.sent(),
                        tally.settled(),
                        tally.failed(),
                        plan.size()));
    }

    private boolean isStale(Tally tally, long allSent) {
        long quietSince = Math.max(tally.lastOutcome(), allSent);
        return System.nanoTime() - quietSince > patience.toNanos();
    }
}
