package io.tocsin.bench;

import io.tocsin.model.payment.PendingPayment;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Payments at a steady rate, from a thread of its own, until it is closed. */
final class SteadyTraffic implements AutoCloseable {
    private static final long SEED = 20_250_107;

    private final int rate;
    private final Consumer<PendingPayment> send;
    private final AtomicLong sent = new AtomicLong();
    private final Thread thread;
    private volatile boolean ending;

    /**
     * Starts it.
     *
     * @param rate payments a second
     * @param send is given each when its time has come; must not wait
     */
    SteadyTraffic(int rate, Consumer<PendingPayment> send) {
        this.rate = rate;
        this.send = send;
        this.thread = Thread.ofPlatform().name("traffic").daemon().start(this::run);
    }

    private void run() {
        var random = new Random(SEED);
        long start = System.nanoTime();
        while (!ending) {
            long due = start + sent.get() * Duration.ofSeconds(1).toNanos() / rate;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else {
                send.accept(Payments.payment(random));
                sent.incrementAndGet();
            }
        }
    }

    /** How many were sent so far. */
    long sent() {
        return sent.get();
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
