package io.tocsin.bench;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * Calls at a steady rate, from a thread of its own, until it is closed. What comes late is made up for. Calls that are due
 * within half a millisecond come together: to wake up for each would cost more than many of them do.
 */
final class Metronome implements AutoCloseable {
    private static final long SHORTEST_WAIT_NANOS = 500_000;

    private final int rate;
    private final LongConsumer beat;
    private final AtomicLong beats = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;

    /**
     * Starts it.
     *
     * @param rate calls a second
     * @param beat is given how many calls there were before; must not wait
     */
    Metronome(int rate, LongConsumer beat) {
        this.rate = rate;
        this.beat = beat;
        this.thread = Thread.ofPlatform().name("metronome").daemon().start(this::run);
    }

    private void run() {
        long start = System.nanoTime();
        while (!ending) {
            long due = start + beats.get() * Duration.ofSeconds(1).toNanos() / rate;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(Math.max(wait, SHORTEST_WAIT_NANOS));
            } else {
                beat.accept(beats.get());
                beats.incrementAndGet();
            }
        }
    }

    /** How many calls there were so far. */
    long beats() {
        return beats.get();
    }

    @Override
    public void close() {
        ending = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the traffic was ending", e);
        }
    }
}
