package io.tocsin.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final long SECOND = 1_000_000_000;

    @Test
    void shouldAdmitSoManyAndThenAsManyAgainASecondLater() {
        var now = new AtomicLong(-5);
        var throttle = new Throttle(2, now::get);

        assertThat(List.of(throttle.admits(), throttle.admits(), throttle.admits()))
                .containsExactly(true, true, false);
        now.addAndGet(SECOND - 1);
        assertThat(throttle.admits()).isFalse();
        now.addAndGet(1);
        assertThat(List.of(throttle.admits(), throttle.admits(), throttle.admits()))
                .containsExactly(true, true, false);
    }

    @Property(tries = 200)
    void shouldAdmitNoMoreInAnySecondWhicheverOneLooksAt(
            @ForAll @IntRange(min = 1, max = 20) int perSecond,
            @ForAll @Size(max = 300) List<@LongRange(min = 0, max = 200_000_000) Long> pauses) {
        var now = new AtomicLong();
        var throttle = new Throttle(perSecond, now::get);
        var admitted = new ArrayList<Long>();
        for (long pause : pauses) {
            now.addAndGet(pause);
            long inTheLastSecond =
                    admitted.stream().filter(at -> now.get() - at < SECOND).count();
            if (throttle.admits()) {
                admitted.add(now.get());
                assertThat(inTheLastSecond).isLessThan(perSecond);
            } else {
                assertThat(inTheLastSecond).isEqualTo(perSecond);
            }
        }
    }
}
