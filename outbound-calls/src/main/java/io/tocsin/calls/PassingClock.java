package io.tocsin.calls;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that shows {@link PassingTime}: for those who want a clock, but nobody may set back. Its day means nothing. */
final class PassingClock extends Clock {
    private final PassingTime time;

    PassingClock(PassingTime time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(time.nanos());
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
