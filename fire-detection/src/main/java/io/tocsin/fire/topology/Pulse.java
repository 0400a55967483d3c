package io.tocsin.fire.topology;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.TaskMigratedException;

/**
 * Notices that this process stood still: stopped, in a virtual machine that was paused, or busy with its garbage. Somebody beats
 * it at short intervals, and whoever is about to act beats it too. Safe to share between threads.
 *
 * <p>While a process stands still Kafka gives its work to others. When it goes on, it first acts from what it knew before: its
 * heartbeats tell it a moment later that it is no longer in the group. Busy threads are another matter: heartbeats go on beside
 * them. So it is not the pace of the stream's own rounds that is watched.
 *
 * <p>Two clocks are asked: in a virtual machine that was paused the one that nobody sets may have stood still too, and the
 * system's is set forward afterwards.
 */
public final class Pulse {
    private final LongSupplier nanos;
    private final LongSupplier millis;
    private final Duration longestGap;
    private long lastNanos;
    private long lastMillis;
    private int standStills;

    /**
     * @param nanos a clock that nobody sets, as {@link System#nanoTime}
     * @param millis the system's clock, as {@link System#currentTimeMillis}
     * @param longestGap how far beats may be apart; well below the session time-out
     */
    public Pulse(LongSupplier nanos, LongSupplier millis, Duration longestGap) {
        this.nanos = nanos;
        this.millis = millis;
        this.longestGap = longestGap;
        this.lastNanos = nanos.getAsLong();
        this.lastMillis = millis.getAsLong();
    }

    /** Beats once. */
    public void beat() {
        standStills();
    }

    /**
     * Beats, and says how often the process has stood still. One at a time: who comes second must not see a short gap before
     * who came first has counted the long one.
     */
    private synchronized int standStills() {
        long nowNanos = nanos.getAsLong();
        long nowMillis = millis.getAsLong();
        if (nowNanos - lastNanos > longestGap.toNanos() || nowMillis - lastMillis > longestGap.toMillis()) {
            standStills++;
        }
        lastNanos = nowNanos;
        lastMillis = nowMillis;
        return standStills;
    }

    /** For a task that Kafka has given us at this moment. */
    Hold hold() {
        return new Hold(standStills());
    }

    /** What a task has until the process stands still. */
    final class Hold {
        private final int standStillsBefore;

        private Hold(int standStillsBefore) {
            this.standStillsBefore = standStillsBefore;
        }

        /**
         * To be called before anything is done.
         *
         * @throws TaskMigratedException when the process has stood still since: Kafka Streams then drops all tasks of the
         *     thread without writing their state, and asks for them anew; they come with the state that is in Kafka
         */
        void check() {
            if (standStills() != standStillsBefore) {
                throw new TaskMigratedException("this process stood still, and others may have its work");
            }
        }
    }
}
