package io.tocsin.simulator.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;

class PaceTest {
    private static final long SECOND = 1_000_000_000L;

    @Property
    void shouldKeepItsRateHoweverOftenItIsAsked(
            @ForAll @DoubleRange(min = 0.1, max = 50_000) double rate,
            @ForAll @LongRange(min = 1_000_000, max = SECOND) long step,
            @ForAll long start) {
        var pace = new Pace(rate, start);
        long taken = 0;
        long time = 0;
        for (int i = 0; i < 100; i++) {
            time += step;
            taken += pace.take(start + time, Integer.MAX_VALUE);
        }

        double due = rate * time / SECOND + 1;
        assertThat((double) taken).isBetween(due - 1.001, due + 0.001);
    }

    @Property
    void shouldHaveOneDueWhenItsTimeHasCome(@ForAll @DoubleRange(min = 0.1, max = 50_000) double rate) {
        var pace = new Pace(rate, 0);
        assertThat(pace.take(0, Integer.MAX_VALUE)).isEqualTo(1);
        assertThat(pace.take(0, Integer.MAX_VALUE)).isZero();

        long next = pace.nanosToNext(0);

        assertThat(pace.take(next + 1, Integer.MAX_VALUE)).isEqualTo(1);
    }
}
