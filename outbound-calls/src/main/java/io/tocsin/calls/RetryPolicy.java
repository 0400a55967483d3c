package io.tocsin.calls;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a failed call is tried again. Pure: the clock and chance come in as arguments.
 *
 * <p>The n-th delay is {@code firstDelay × 2^(n-1)}, at most {@code longestDelay}, shortened by chance by up to
 * {@code jitter} of itself so that what failed together does not come back together. An outside that asks for time
 * ({@code Retry-After}) gets it, up to {@code longestRetryAfter}, with the jitter on top, and that consumes no attempt.
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
     * @param expiresAt after this the outside may have forgotten the key
     * @param now the time
     * @param chance 0 (inclusive) to 1 (exclusive), drawn afresh
     */
    public RetryDecision decide(int attempts, boolean mayHaveHappened, Instant expiresAt, Instant now, double chance) {
        if (attempts >= maxAttempts) {
            return new RetryDecision.GiveUp(
                    mayHaveHappened ? FailureKind.OUTCOME_UNKNOWN : FailureKind.RETRIES_EXHAUSTED);
        }
        return retryUntil(expiresAt, now.plus(delay(attempts, chance)), mayHaveHappened);
    }

    /**
     * What to do when the outside did nothing and asked to be left alone for a while. No attempt is consumed, so there is no
     * count to back off by: the wait is half of the time since the first attempt, within {@code firstDelay} and
     * {@code longestDelay}, which makes it grow by half each time.
     *
     * @param mayHaveHappened whether an earlier attempt may have had its effect
     * @param retryAfter what the outside wishes; {@code null} when nothing
     * @param firstTriedAt when it was called first
     * @param expiresAt after this the outside may have forgotten the key
     * @param now the time
     * @param chance 0 (inclusive) to 1 (exclusive), drawn afresh
     */
    public RetryDecision postpone(
            boolean mayHaveHappened,
            @Nullable Duration retryAfter,
            Instant firstTriedAt,
            Instant expiresAt,
            Instant now,
            double chance) {
        Duration halfItsAge = Duration.between(firstTriedAt, now).dividedBy(2);
        Duration backOff = min(max(halfItsAge, firstDelay), longestDelay);
        Duration spread = spread(backOff, chance);
        Duration wish = retryAfter == null ? Duration.ZERO : min(retryAfter, longestRetryAfter);
        Duration delay = max(backOff.minus(spread), wish.plus(spread));
        return retryUntil(expiresAt, now.plus(delay), mayHaveHappened);
    }

    private static RetryDecision retryUntil(Instant expiresAt, Instant due, boolean mayHaveHappened) {
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
    Duration delay(int attempts, double chance) {
        Duration backOff = unjittered(attempts);
        return backOff.minus(spread(backOff, chance));
    }

    private Duration spread(Duration backOff, double chance) {
        return Duration.ofNanos((long) (backOff.toNanos() * jitter * chance));
    }

    /** The longest time that may pass between the first and the last attempt, as long as the circuit stays closed. */
    public Duration horizon() {
        Duration sum = Duration.ZERO;
        for (int attempts = 1; attempts < maxAttempts; attempts++) {
            sum = sum.plus(unjittered(attempts));
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

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
