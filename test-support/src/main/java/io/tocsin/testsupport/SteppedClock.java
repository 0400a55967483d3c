package io.tocsin.testsupport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still, at 8 o'clock on 6 January 2025 UTC, until it is moved. May be read from any thread. */
public final class SteppedClock extends Clock {
    private static final Instant BEGINNING = Instant.parse("2025-01-06T08:00:00Z");

    private volatile Instant now = BEGINNING;

    /** Moves it; only one thread does. */
    public void advance(Duration by) {
        now = now.plus(by);
    }

    /** How far it was moved in all. */
    public Duration advanced() {
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
