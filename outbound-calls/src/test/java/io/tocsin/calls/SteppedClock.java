package io.tocsin.calls;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is moved. */
final class SteppedClock extends Clock {
    private static final Instant BEGINNING = Instant.parse("2025-01-06T08:00:00Z");

    private volatile Instant now = BEGINNING;

    void advance(Duration by) {
        now = now.plus(by);
    }

    /** How far it was moved in all. */
    Duration advanced() {
        return Duration.between(BEGINNING, now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
