package io.tocsin.simulator.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class LatencyTest {
    private static final int DRAWS = 20_000;

    static Arbitrary<Latency> latencies() {
        Arbitrary<Duration> times = Arbitraries.longs().between(1, 3_600_000).map(Duration::ofMillis);
        return Arbitraries.oneOf(
                times.map(Latency.Fixed::new),
                Combinators.combine(times, times).as((a, b) -> new Latency.Uniform(shorter(a, b), longer(a, b))),
                Combinators.combine(times, times).as((a, b) -> new Latency.LogNormal(shorter(a, b), longer(a, b))));
    }

    @Provide
    Arbitrary<Latency> anyLatency() {
        return latencies();
    }

    @Property(tries = 200)
    void shouldNeverBeNegativeNorLongerThanTheLongest(@ForAll("anyLatency") Latency latency, @ForAll long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            assertThat(latency.next(random)).isBetween(Duration.ZERO, Latency.LONGEST);
        }
    }

    @Property(tries = 30)
    void shouldHaveTheMedianAndTheTailThatWereAskedFor(
            @ForAll @LongRange(min = 20, max = 500) long median, @ForAll @LongRange(min = 1, max = 8) long tail) {
        var latency = new Latency.LogNormal(Duration.ofMillis(median), Duration.ofMillis(median * tail));
        var random = new SplittableRandom(1);

        long[] drawn = LongStream.generate(() -> latency.next(random).toMillis())
                .limit(DRAWS)
                .sorted()
                .toArray();

        assertThat((double) drawn[DRAWS / 2]).isCloseTo((double) median, within(1 + median * 0.05));
        assertThat((double) drawn[DRAWS * 99 / 100])
                .isCloseTo((double) median * tail, within(1 + median * tail * 0.12));
    }

    @Property(tries = 100)
    void shouldStayInsideItsRange(
            @ForAll @LongRange(min = 0, max = 100) long from, @ForAll @LongRange(min = 0, max = 100) long width) {
        var latency = new Latency.Uniform(Duration.ofMillis(from), Duration.ofMillis(from + width));
        var random = new SplittableRandom(1);
        for (int i = 0; i < 100; i++) {
            assertThat(latency.next(random).toMillis()).isBetween(from, from + width);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? b : a;
    }
}
