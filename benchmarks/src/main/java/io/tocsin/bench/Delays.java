package io.tocsin.bench;

import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;

/** How long messages of one channel take, in microseconds, from what happened on. */
final class Delays {
    private static final int NANOS_PER_MICRO = 1_000;

    private final Histogram untilTaken = new Histogram(Trickle.DIGITS);
    private final Histogram untilAccepted = new Histogram(Trickle.DIGITS);

    /**
     * Counts one.
     *
     * @param taken when the server had it
     * @param accepted when its receipt was seen
     */
    void record(Instant happened, Instant taken, Instant accepted) {
        record(untilTaken, happened, taken);
        record(untilAccepted, happened, accepted);
    }

    private static void record(Histogram histogram, Instant from, Instant to) {
        histogram.recordValue(Math.max(0, Duration.between(from, to).toNanos()) / NANOS_PER_MICRO);
    }

    void add(Delays others) {
        untilTaken.add(others.untilTaken);
        untilAccepted.add(others.untilAccepted);
    }

    /** Until the server has the message. */
    Histogram untilTaken() {
        return untilTaken;
    }

    /** Until a read-committed consumer sees its receipt. */
    Histogram untilAccepted() {
        return untilAccepted;
    }
}
