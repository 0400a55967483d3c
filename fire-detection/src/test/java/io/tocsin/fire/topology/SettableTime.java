package io.tocsin.fire.topology;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** The system's time, as Kafka Streams sees it; can be set back. Kafka's clients have another one. */
final class SettableTime implements Time {
    private volatile long behindMillis;

    void setBack(Duration by) {
        behindMillis = by.toMillis();
    }

    @Override
    public long milliseconds() {
        return SYSTEM.milliseconds() - behindMillis;
    }

    @Override
    public long nanoseconds() {
        return SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long millis) {
        SYSTEM.sleep(millis);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
            throws InterruptedException {
        SYSTEM.waitObject(object, condition, deadlineMillis + behindMillis);
    }
}
