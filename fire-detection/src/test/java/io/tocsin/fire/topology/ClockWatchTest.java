package io.tocsin.fire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A clock that was set back is noticed once; one that is right, ahead or slow is not. */
class ClockWatchTest {
    private final AtomicLong nanos = new AtomicLong();
    private Instant shown = Instant.parse("2025-01-06T08:30:00Z");

    private final ClockWatch watch = new ClockWatch(
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return shown;
                }
            },
            nanos::get);

    private void pass(Duration time, Duration asShown) {
        nanos.addAndGet(time.toNanos());
        shown = shown.plus(asShown);
    }

    @Test
    void shouldNoticeOnceThatItWasSetBack() {
        pass(Duration.ofMillis(250), Duration.ofHours(-1));

        assertThat(watch.wasSetBack()).isTrue();
        pass(Duration.ofMillis(250), Duration.ofMillis(250));
        assertThat(watch.wasSetBack()).isFalse();
    }

    @Test
    void shouldNoticeThatItWasSetBackWhileTheProcessStoodStill() {
        pass(Duration.ofMinutes(10), Duration.ofMinutes(9));

        assertThat(watch.wasSetBack()).isTrue();
    }

    @Test
    void shouldBearAClockThatIsSetForwardOrALittleSlow() {
        pass(Duration.ofMillis(250), Duration.ofHours(1));
        assertThat(watch.wasSetBack()).isFalse();
        pass(Duration.ofSeconds(10), Duration.ofSeconds(9));
        assertThat(watch.wasSetBack()).isFalse();
    }
}
