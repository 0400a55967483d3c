package io.tocsin.fire.topology;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that the system's clock was set back. Kafka's clients and the ticks of Kafka Streams then wait until it has caught up:
 * no heartbeats, no commits, nothing that is due. For one thread.
 */
public final class ClockWatch {
    /** What is done with less is a moment late. */
    private static final Duration BEARABLE = Duration.ofSeconds(1);

    private final Clock clock;
    private final LongSupplier nanos;
    private long lastMillis;
    private long lastNanos;

    /** @param nanos a clock that nobody sets, as {@link System#nanoTime} */
    public ClockWatch(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
        this.lastMillis = clock.millis();
        this.lastNanos = nanos.getAsLong();
    }

    /** Whether it was set back since this was asked last. */
    public boolean wasSetBack() {
        long nowMillis = clock.millis();
        long nowNanos = nanos.getAsLong();
        Duration passed = Duration.ofNanos(nowNanos - lastNanos);
        Duration shown = Duration.ofMillis(nowMillis - lastMillis);
        lastMillis = nowMillis;
        lastNanos = nowNanos;
        return passed.minus(shown).compareTo(BEARABLE) > 0;
    }
}
