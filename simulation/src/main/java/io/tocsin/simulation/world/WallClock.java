package io.tocsin.simulation.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock on the wall: it goes with the time, and now and then somebody moves it. */
final class WallClock extends Clock {
    private static final Instant BEGINNING = Instant.parse("2025-01-06T08:00:00Z");

    private final VirtualTime time;
    private Duration moved = Duration.ZERO;
    private Duration movedInAll = Duration.ZERO;

    WallClock(VirtualTime time) {
        this.time = time;
    }

    void move(Duration by) {
        moved = moved.plus(by);
        movedInAll = movedInAll.plus(by.abs());
    }

    /** How far it was moved in all, forth and back. */
    Duration movedInAll() {
        return movedInAll;
    }

    @Override
    public Instant instant() {
        return BEGINNING.plusNanos(time.now()).plus(moved);
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
