package io.tocsin.simulator.lanes;

/**
 * Says how many payments are due at a steady rate, and when the next is.
 *
 * <p>Time is {@link System#nanoTime()}, given by the caller. What could not be sent in a pause is not made up for:
 * traffic that waits for the cashier is no traffic.
 */
final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double perSecond;
    private final long startNanos;
    private long taken;

    /** @param perSecond more than 0 */
    Pace(double perSecond, long startNanos) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("a pace is more than 0 a second, not " + perSecond);
        }
        this.perSecond = perSecond;
        this.startNanos = startNanos;
    }

    /** How many are due now; the first at the start. They count as taken. */
    int take(long nowNanos, int atMost) {
        double dueUntilNow = Math.floor((nowNanos - startNanos) / NANOS_PER_SECOND * perSecond) + 1;
        int due = (int) Math.min(Math.max(0, dueUntilNow - taken), atMost);
        taken += due;
        return due;
    }

    /** How long until the next is due, at least 0. */
    long nanosToNext(long nowNanos) {
        double next = taken / perSecond * NANOS_PER_SECOND;
        return Math.max(0, (long) Math.ceil(next - (nowNanos - startNanos)));
    }
}
