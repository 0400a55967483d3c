package io.tocsin.toll.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");

    @ParameterizedTest
    @CsvSource({"0,PT0S", "7,PT7S", "' 120 ',PT2M", "999999999,PT999999999S"})
    void shouldReadSeconds(String header, Duration expected) {
        assertThat(RetryAfter.read(header, NOW)).isEqualTo(expected);
    }

    @Test
    void shouldReadADate() {
        assertThat(RetryAfter.read("Mon, 06 Jan 2025 08:31:30 GMT", NOW)).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void shouldNotWaitWhenTheDateHasPassed() {
        assertThat(RetryAfter.read("Mon, 06 Jan 2025 08:29:59 GMT", NOW)).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", " ", "soon", "-5", "1.5", "9999999999", "١٢", "2025-01-06T08:31:00Z", "Mon, 66 Jan 2025"})
    void shouldSayNothingWhenItMakesNoSense(@Nullable String header) {
        assertThat(RetryAfter.read(header, NOW)).isNull();
    }
}
