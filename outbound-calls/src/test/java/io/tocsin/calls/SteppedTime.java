package io.tocsin.calls;

import io.tocsin.testsupport.SteppedClock;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** The system's time, on which a {@link SteppedClock} leaps ahead. Waiting takes as long as it takes. */
final class SteppedTime implements PassingTime {
    private final PassingTime system = PassingTime.ofTheSystem();
    private final SteppedClock clock;

    SteppedTime(SteppedClock clock) {
        this.clock = clock;
    }

    @Override
    public long nanos() {
        return system.nanos() + clock.advanced().toNanos();
    }

    @Override
    public void sleep(Duration time) {
        system.sleep(time);
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, Duration longest) throws InterruptedException {
        return system.poll(queue, longest);
    }
}
