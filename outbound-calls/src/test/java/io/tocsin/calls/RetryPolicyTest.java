package io.tocsin.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:00:00Z");
    private static final Instant FAR = NOW.plus(Duration.ofDays(7));
    private static final RetryPolicy POLICY =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(6), 0.5, Duration.ofSeconds(30));

    @Property
    void shouldKeepEachDelayBetweenTheJitteredAndTheFullBackOff(
            @ForAll("policies") RetryPolicy policy,
            @ForAll @IntRange(min = 1, max = 1_000) int attempts,
            @ForAll @DoubleRange(min = 0, max = 0.99) double chance) {
        Duration full = policy.delay(attempts, 0);
        Duration delay = policy.delay(attempts, chance);

        assertThat(full).isLessThanOrEqualTo(policy.longestDelay());
        assertThat(delay).isLessThanOrEqualTo(full);
        assertThat((double) delay.toNanos()).isGreaterThanOrEqualTo(full.toNanos() * (1 - policy.jitter()) - 1);
    }

    @Property
    void shouldNeverShortenTheBackOffAsAttemptsGrow(
            @ForAll("policies") RetryPolicy policy, @ForAll @IntRange(min = 1, max = 999) int attempts) {
        assertThat(policy.delay(attempts + 1, 0)).isGreaterThanOrEqualTo(policy.delay(attempts, 0));
    }

    @Property
    void shouldPostponeAsLongAsTheOutsideWishesUpToTheCap(
            @ForAll("policies") RetryPolicy policy,
            @ForAll @IntRange(max = 1_000_000) int ageSeconds,
            @ForAll @IntRange(max = 1_000_000) int wishSeconds,
            @ForAll @DoubleRange(min = 0, max = 0.99) double chance) {
        Duration wish = Duration.ofSeconds(wishSeconds);
        Duration honoured = wish.compareTo(policy.longestRetryAfter()) < 0 ? wish : policy.longestRetryAfter();

        Duration delay = postponed(policy, wish, Duration.ofSeconds(ageSeconds), chance);

        assertThat(delay).isGreaterThanOrEqualTo(honoured).isLessThanOrEqualTo(honoured.plus(policy.longestDelay()));
    }

    @Property
    void shouldPostponeEverLongerWithinItsBoundsWhenTheOutsideWishesNothing(
            @ForAll("policies") RetryPolicy policy,
            @ForAll @IntRange(max = 1_000_000) int ageSeconds,
            @ForAll @IntRange(max = 1_000_000) int laterSeconds) {
        Duration age = Duration.ofSeconds(ageSeconds);

        Duration delay = postponed(policy, null, age, 0);

        assertThat(delay).isBetween(policy.firstDelay(), policy.longestDelay());
        assertThat(postponed(policy, null, age.plusSeconds(laterSeconds), 0)).isGreaterThanOrEqualTo(delay);
    }

    private static Duration postponed(RetryPolicy policy, @Nullable Duration wish, Duration age, double chance) {
        Instant never = Instant.MAX;
        var again = (RetryDecision.RetryAt) policy.postpone(false, wish, NOW.minus(age), never, NOW, chance);
        return Duration.between(NOW, again.due());
    }

    @Property
    void shouldHaveAHorizonThatNoRunOfDelaysExceeds(
            @ForAll("policies") RetryPolicy policy,
            @ForAll @Size(50) List<@DoubleRange(min = 0, max = 0.99) Double> chances) {
        Duration sum = Duration.ZERO;
        for (int attempts = 1; attempts < policy.maxAttempts(); attempts++) {
            sum = sum.plus(policy.delay(attempts, chances.get(attempts % chances.size())));
        }

        assertThat(sum).isLessThanOrEqualTo(policy.horizon());
    }

    @Provide
    Arbitrary<RetryPolicy> policies() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 50),
                        Arbitraries.longs().between(1, 100_000),
                        Arbitraries.longs().between(0, 10_000_000),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.longs().between(0, 10_000_000))
                .as((attempts, first, more, jitter, wish) -> new RetryPolicy(
                        attempts,
                        Duration.ofMillis(first),
                        Duration.ofMillis(first + more),
                        jitter,
                        Duration.ofMillis(wish)));
    }

    @Test
    void shouldDoubleUpToTheCap() {
        assertThat(List.of(1, 2, 3, 4, 5))
                .map(attempts -> POLICY.delay(attempts, 0).toSeconds())
                .containsExactly(1L, 2L, 4L, 6L, 6L);
    }

    @Test
    void shouldComeSoonerByChance() {
        assertThat(POLICY.delay(2, 0.5)).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void shouldRetryWhileAttemptsAreLeft() {
        assertThat(POLICY.decide(4, true, FAR, NOW, 0)).isEqualTo(new RetryDecision.RetryAt(NOW.plusSeconds(6)));
    }

    @Test
    void shouldGiveUpAsExhaustedWhenNothingCanHaveHappened() {
        assertThat(POLICY.decide(5, false, FAR, NOW, 0))
                .isEqualTo(new RetryDecision.GiveUp(FailureKind.RETRIES_EXHAUSTED));
    }

    @Test
    void shouldGiveUpAsUnknownWhenItMayHaveHappened() {
        assertThat(POLICY.decide(5, true, FAR, NOW, 0))
                .isEqualTo(new RetryDecision.GiveUp(FailureKind.OUTCOME_UNKNOWN));
    }

    @Test
    void shouldGiveUpAsExpiredWhenTheKeyWouldBeForgottenByThen() {
        assertThat(POLICY.decide(1, false, NOW.plusMillis(999), NOW, 0))
                .isEqualTo(new RetryDecision.GiveUp(FailureKind.EXPIRED));
        assertThat(POLICY.decide(1, true, NOW.plusMillis(999), NOW, 0))
                .isEqualTo(new RetryDecision.GiveUp(FailureKind.OUTCOME_UNKNOWN));
        assertThat(POLICY.decide(1, false, NOW.plusMillis(1_000), NOW, 0)).isInstanceOf(RetryDecision.RetryAt.class);
    }

    @Test
    void shouldPostponeByHalfTheAgeAndGiveUpWhenTheKeyWouldBeForgottenByThen() {
        Instant firstTried = NOW.minusSeconds(8);

        assertThat(POLICY.postpone(true, null, firstTried, FAR, NOW, 0))
                .isEqualTo(new RetryDecision.RetryAt(NOW.plusSeconds(4)));
        assertThat(POLICY.postpone(true, null, firstTried, NOW.plusSeconds(3), NOW, 0))
                .isEqualTo(new RetryDecision.GiveUp(FailureKind.OUTCOME_UNKNOWN));
        assertThat(POLICY.postpone(false, null, firstTried, NOW.plusSeconds(3), NOW, 0))
                .isEqualTo(new RetryDecision.GiveUp(FailureKind.EXPIRED));
    }

    @Test
    void shouldSayWhichFigureMakesNoSense() {
        Duration second = Duration.ofSeconds(1);
        Duration year = Duration.ofDays(366);
        assertThatThrownBy(() -> new RetryPolicy(0, second, second, 0, second))
                .hasMessage("max-attempts must be 1 to 1000, not 0");
        assertThatThrownBy(() -> new RetryPolicy(1001, second, second, 0, second))
                .hasMessageContaining("max-attempts");
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, second, 0, second))
                .hasMessageContaining("first-delay must be more than zero");
        assertThatThrownBy(() -> new RetryPolicy(1, second, Duration.ofMillis(1), 0, second))
                .hasMessageContaining("longest-delay (PT0.001S) must not be shorter than first-delay (PT1S)");
        assertThatThrownBy(() -> new RetryPolicy(1, second, year, 0, second))
                .hasMessageContaining("longest-delay must be at most 365 days");
        assertThatThrownBy(() -> new RetryPolicy(1, second, second, 1.1, second))
                .hasMessage("jitter must be 0 to 1, not 1.1");
        assertThatThrownBy(() -> new RetryPolicy(1, second, second, 0, second.negated()))
                .hasMessageContaining("longest-retry-after must be 0 to 365 days");
    }
}
