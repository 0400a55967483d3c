package io.tocsin.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitPolicyTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void shouldSayWhichFigureMakesNoSense() {
        assertThatThrownBy(() -> new CircuitPolicy(0, 1, 0.5, SECOND, SECOND))
                .hasMessage("circuit.window must be at least 1, not 0");
        assertThatThrownBy(() -> new CircuitPolicy(5, 6, 0.5, SECOND, SECOND))
                .hasMessage("circuit.minimum-calls must be 1 to window (5), not 6");
        assertThatThrownBy(() -> new CircuitPolicy(5, 5, 0, SECOND, SECOND))
                .hasMessageContaining("circuit.failure-share must be above 0");
        assertThatThrownBy(() -> new CircuitPolicy(5, 5, 1.1, SECOND, SECOND))
                .hasMessageContaining("circuit.failure-share");
        assertThatThrownBy(() -> new CircuitPolicy(5, 5, 1, Duration.ZERO, SECOND))
                .hasMessageContaining("circuit.first-pause");
        assertThatThrownBy(() -> new CircuitPolicy(5, 5, 1, SECOND, Duration.ofMillis(10)))
                .hasMessageContaining("circuit.longest-pause must not be shorter");
    }

    @Test
    void shouldDoubleThePauseUpToTheLongestGiveOrTakeAFifth() {
        var policy = new CircuitPolicy(5, 5, 1, SECOND, Duration.ofSeconds(30));

        assertThat(policy.pauseMillis(1, 0.5)).isEqualTo(1_000);
        assertThat(policy.pauseMillis(1, 0)).isEqualTo(800);
        assertThat(policy.pauseMillis(3, 0.5)).isEqualTo(4_000);
        assertThat(policy.pauseMillis(3, 1)).isEqualTo(4_800);
        assertThat(policy.pauseMillis(1_000, 1)).isEqualTo(30_000);
    }
}
