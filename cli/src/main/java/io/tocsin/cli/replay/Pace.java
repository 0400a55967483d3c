package io.tocsin.cli.replay;

import java.util.concurrent.locks.LockSupport;

/** Spaces what is sent evenly. */
public final class Pace {
    private final double nanosPerStep;
    private final long begin;

    private Pace(double nanosPerStep, long begin) {
        this.nanosPerStep = nanosPerStep;
        this.begin = begin;
    }

    /** As fast as Kafka takes it. */
    public static Pace fastest() {
        return new Pace(0, 0);
    }

    /** @param begin {@link System#nanoTime()} of step 0 */
    public static Pace perSecond(double steps, long begin) {
        return new Pace(1e9 / steps, begin);
    }

    /** Returns when it is time for this step; at once when that has passed. */
    public void await(long step) {
        if (nanosPerStep == 0) {
            return;
        }
        long due = begin + (long) (step * nanosPerStep);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
