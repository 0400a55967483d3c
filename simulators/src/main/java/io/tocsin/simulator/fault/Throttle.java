package io.tocsin.simulator.fault;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Admits so many a second and no more, whichever second one looks at. Safe to share between threads. */
public final class Throttle {
    /** The most that can be admitted in a second. */
    public static final int MOST = 10_000;

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final long[] admittedAt;
    private int next;
    private boolean full;

    /**
     * @param perSecond 1 to {@link #MOST}
     * @param nanoTime as {@link System#nanoTime}
     */
    public Throttle(int perSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.admittedAt = new long[perSecond];
    }

    /** Whether one more is admitted now. */
    public synchronized boolean admits() {
        long now = nanoTime.getAsLong();
        if (full && now - admittedAt[next] < SECOND) {
            return false;
        }
        admittedAt[next] = now;
        next = (next + 1) % admittedAt.length;
        full |= next == 0;
        return true;
    }
}
