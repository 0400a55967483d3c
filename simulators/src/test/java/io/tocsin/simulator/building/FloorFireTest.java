package io.tocsin.simulator.building;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FloorFireTest {
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static FloorFire fire(int origin, int places, long seed) {
        return new FloorFire(origin, places, Instant.EPOCH, SPREAD, new SplittableRandom(seed));
    }

    private static List<Integer> burning(FloorFire fire, int places) {
        return IntStream.range(0, places).filter(fire::burnsAt).boxed().toList();
    }

    @Property
    void shouldReachOneNeighbourEachTimeUntilTheWholeFloorBurns(
            @ForAll @IntRange(min = 1, max = 30) int places,
            @ForAll @IntRange(max = 29) int anyPlace,
            @ForAll @IntRange(max = 400) int seconds,
            @ForAll long seed) {
        int origin = anyPlace % places;
        FloorFire fire = fire(origin, places, seed);

        fire.burnUntil(Instant.EPOCH.plusSeconds(seconds));

        List<Integer> burning = burning(fire, places);
        assertThat(burning).contains(origin).hasSize(Math.min(places, 1 + seconds / 10));
        assertThat(burning.getLast() - burning.getFirst())
                .as("neighbours, without a gap")
                .isEqualTo(burning.size() - 1);
    }

    @Property
    void shouldBurnTheSameHoweverOftenItIsLookedAt(
            @ForAll List<@IntRange(max = 60) Integer> pauses, @ForAll long seed) {
        FloorFire looked = fire(7, 20, seed);
        Instant now = Instant.EPOCH;
        for (int pause : pauses) {
            now = now.plusSeconds(pause);
            looked.burnUntil(now);
        }
        FloorFire untouched = fire(7, 20, seed);
        untouched.burnUntil(now);

        assertThat(burning(looked, 20)).isEqualTo(burning(untouched, 20));
    }
}
