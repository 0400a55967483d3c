package io.tocsin.system.soak;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A moment that has come, or not; who waits for something shorter is let go when it comes. */
final class Deadline {
    private final CountDownLatch come = new CountDownLatch(1);

    boolean hasCome() {
        return come.getCount() == 0;
    }

    void comesNow() {
        come.countDown();
    }

    /** Lets time pass, but not beyond the deadline. */
    void pass(Duration time) {
        try {
            come.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while time passed", e);
        }
    }
}
