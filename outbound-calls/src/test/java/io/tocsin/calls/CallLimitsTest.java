package io.tocsin.calls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallLimitsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shouldSayWhichFigureMakesNoSense() {
        assertThatThrownBy(() -> new CallLimits(0, 1, SECOND, SECOND, SECOND, SECOND))
                .hasMessage("max-calls-in-flight must be at least 1, not 0");
        assertThatThrownBy(() -> new CallLimits(5, 4, SECOND, SECOND, SECOND, SECOND))
                .hasMessage("max-open-requests (4) must not be less than max-calls-in-flight (5)");
        assertThatThrownBy(() -> new CallLimits(1, 1, Duration.ofMillis(1_001), SECOND, SECOND, SECOND))
                .hasMessageContaining("longest-hold must be 0 to 1 s, not PT1.001S");
        assertThatThrownBy(() -> new CallLimits(1, 1, SECOND.negated(), SECOND, SECOND, SECOND))
                .hasMessageContaining("longest-hold");
        assertThatThrownBy(() -> new CallLimits(1, 1, SECOND, Duration.ZERO, SECOND, SECOND))
                .hasMessageContaining("longest-wait");
        assertThatThrownBy(() -> new CallLimits(1, 1, SECOND, SECOND, Duration.ofNanos(1), SECOND))
                .hasMessageContaining("tick must be at least 1 ms");
        assertThatThrownBy(() -> new CallLimits(1, 1, SECOND, SECOND, SECOND, Duration.ZERO))
                .hasMessageContaining("ledger-window");
    }
}
