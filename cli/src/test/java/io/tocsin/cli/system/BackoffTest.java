package io.tocsin.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration BRIEFLY = Duration.ofSeconds(1);
    private static final Duration WELL = Duration.ofMinutes(1);

    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofMillis(1500), WELL);

    @Test
    void shouldDoubleUpToItsCap() {
        assertThat(backoff.afterRunOf(BRIEFLY)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.afterRunOf(BRIEFLY)).isEqualTo(Duration.ofSeconds(1));
        assertThat(backoff.afterRunOf(BRIEFLY)).isEqualTo(Duration.ofMillis(1500));
        assertThat(backoff.afterRunOf(BRIEFLY)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void shouldBeginAnewAfterAGoodRun() {
        backoff.afterRunOf(BRIEFLY);
        backoff.afterRunOf(BRIEFLY);

        assertThat(backoff.afterRunOf(WELL)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.afterRunOf(WELL.minusMillis(1))).isEqualTo(Duration.ofSeconds(1));
    }
}
