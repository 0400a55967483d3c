package io.tocsin.cli.entries;

import java.util.concurrent.locks.LockSupport;

/** Spaces payments evenly. */
final class Pace {
    private final double nanosPerPayment;
    private final long begin;

    private Pace(double nanosPerPayment, long begin) {
        this.nanosPerPayment = nanosPerPayment;
        this.begin = begin;
    }

    /** As fast as Kafka takes them. */
    static Pace fastest() {
        return new Pace(0, 0);
    }

    /** @param begin {@link System#nanoTime()} of the first payment */
    static Pace perSecond(double payments, long begin) {
        return new Pace(1e9 / payments, begin);
    }

    /** Returns when it is time for this entry; at once when that has passed. */
    void await(int entry) {
        if (nanosPerPayment == 0) {
            return;
        }
        long due = begin + (long) (entry * nanosPerPayment);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
