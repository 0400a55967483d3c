package io.tocsin.calls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a failed call is tried again. Pure: the clock and chance come in as arguments.
 *
 * <p>The n-th delay is {@code firstDelay × 2^(n-1)}, at most {@code longestDelay}, shortened by chance by up to
 * {@code jitter} of itself so that what failed together does not come back together. A longer wish of the outside
 * ({@code Retry-After}) is honoured up to {@code longestRetryAfter}, with the jitter on top.
 *
 * @param maxAttempts how many calls are made in all; at least 1
 * @param firstDelay before the second call
 * @param longestDelay the cap of the exponential
 * @param jitter 0 (none) to 1 (anything between nothing and the full delay)
 * @param longestRetryAfter the longest wish of the outside that is honoured
 */
public record RetryPolicy(
        int maxAttempts, Duration firstDelay, Duration longestDelay, double jitter, Duration longestRetryAfter) {

    private static final Duration LONGEST = Duration.ofDays(365);

    /** @throws IllegalArgumentException when a figure makes no sense; the message says which */
    public RetryPolicy {
        require(maxAttempts >= 1 && maxAttempts <= 1000, "max-attempts must be 1 to 1000, not " + maxAttempts);
        require(firstDelay.isPositive(), "first-delay must be more than zero, not " + firstDelay);
        require(
                longestDelay.compareTo(firstDelay) >= 0,
                "longest-delay (" + longestDelay + ") must not be shorter than first-delay (" + firstDelay + ")");
        require(
                longestDelay.compareTo(LONGEST) <= 0,
                "longest-delay must be at most " + LONGEST.toDays() + " days, not " + longestDelay);
        require(jitter >= 0 && jitter <= 1, "jitter must be 0 to 1, not " + jitter);
        require(
                !longestRetryAfter.isNegative() && longestRetryAfter.compareTo(LONGEST) <= 0,
                "longest-retry-after must be 0 to " + LONGEST.toDays() + " days, not " + longestRetryAfter);
    }

    /**
     * What to do after an attempt that failed.
     *
     * @param attempts how many were made, this one included; at least 1
     * @param mayHaveHappened whether any of them may have had its effect
     * @param retryAfter what the outside wishes; {@code null} when nothing
     * @param expiresAt after this the outside may have forgotten the key
     * @param now the time
     * @param chance 0 (inclusive) to 1 (exclusive), drawn afresh
     */
    public RetryDecision decide(
            int attempts,
            boolean mayHaveHappened,
            @Nullable Duration retryAfter,
            Instant expiresAt,
            Instant now,
            double chance) {
        if (attempts >= maxAttempts) {
            return new RetryDecision.GiveUp(
                    mayHaveHappened ? FailureKind.OUTCOME_UNKNOWN : FailureKind.RETRIES_EXHAUSTED);
        }
        Instant due = now.plus(delay(attempts, retryAfter, chance));
        if (due.isAfter(expiresAt)) {
            return new RetryDecision.GiveUp(mayHaveHappened ? FailureKind.OUTCOME_UNKNOWN : FailureKind.EXPIRED);
        }
        return new RetryDecision.RetryAt(due);
    }

    /**
     * How long to wait after the {@code attempts}-th failure.
     *
     * @param chance 0 (inclusive) to 1 (exclusive)
     */
    Duration delay(int attempts, @Nullable Duration retryAfter, double chance) {
        Duration backOff = unjittered(attempts);
        Duration shortened = backOff.minusNanos((long) (backOff.toNanos() * jitter * chance));
        if (retryAfter == null) {
            return shortened;
        }
        Duration wish = min(retryAfter, longestRetryAfter);
        Duration spread = wish.plusNanos((long) (backOff.toNanos() * jitter * chance));
        return spread.compareTo(shortened) > 0 ? spread : shortened;
    }

    /** The longest time that may pass between the first and the last call, as long as the circuit stays closed. */
    public Duration horizon() {
        Duration sum = Duration.ZERO;
        for (int attempts = 1; attempts < maxAttempts; attempts++) {
            Duration backOff = unjittered(attempts);
            Duration wished = longestRetryAfter.plusNanos((long) (backOff.toNanos() * jitter));
            sum = sum.plus(wished.compareTo(backOff) > 0 ? wished : backOff);
        }
        return sum;
    }

    private Duration unjittered(int attempts) {
        Duration delay = firstDelay;
        for (int i = 1; i < attempts && delay.compareTo(longestDelay) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return min(delay, longestDelay);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
