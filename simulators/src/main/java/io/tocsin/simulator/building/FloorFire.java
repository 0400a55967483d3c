package io.tocsin.simulator.building;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A fire on one floor. It burns at neighbouring detectors, and reaches one more each time that it spreads: on the one side
 * or the other by chance, until the whole floor burns.
 */
final class FloorFire {
    private final int origin;
    private final int places;
    private final Duration spread;
    private final RandomGenerator chance;
    private int first;
    private int last;
    private Instant next;

    /**
     * @param origin the place where it begins
     * @param places how many the floor has
     * @param begin when it begins
     * @param spread how long it takes to reach the next place
     * @param chance decides on the side
     */
    FloorFire(int origin, int places, Instant begin, Duration spread, RandomGenerator chance) {
        this.origin = origin;
        this.places = places;
        this.spread = spread;
        this.chance = chance;
        this.first = origin;
        this.last = origin;
        this.next = begin.plus(spread);
    }

    /** Lets it burn on; a time that has passed already changes nothing. */
    void burnUntil(Instant now) {
        while (last - first + 1 < places && !next.isAfter(now)) {
            if (first > 0 && (last == places - 1 || chance.nextBoolean())) {
                first--;
            } else {
                last++;
            }
            next = next.plus(spread);
        }
    }

    /** Where it began. */
    int origin() {
        return origin;
    }

    boolean burnsAt(int place) {
        return place >= first && place <= last;
    }
}
