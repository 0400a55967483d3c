package io.tocsin.calls;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Time as it passes, which unlike a clock on the wall never jumps, and waiting while it does.
 *
 * <p>The engine measures and waits with nothing else, so a simulation that brings its own lets hours pass in no time.
 */
public interface PassingTime {
    /** Nanoseconds since a moment of its own choice; never fewer than before. */
    long nanos();

    /** Lets {@code time} pass. */
    void sleep(Duration time);

    /**
     * Takes the head of {@code queue}, and waits for one when there is none.
     *
     * @return {@code null} when none came within {@code longest}
     */
    <T> @Nullable T poll(BlockingQueue<T> queue, Duration longest) throws InterruptedException;

    /** The time of this JVM. */
    static PassingTime ofTheSystem() {
        return new PassingTime() {
            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration time) {
                LockSupport.parkNanos(time.toNanos());
            }

            @Override
            public <T> @Nullable T poll(BlockingQueue<T> queue, Duration longest) throws InterruptedException {
                return queue.poll(longest.toNanos(), TimeUnit.NANOSECONDS);
            }
        };
    }
}
