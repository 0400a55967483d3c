package io.tocsin.calls;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When the circuit to the outside opens and closes. <em>Not sent</em>, <em>unknown</em> and <em>refused for
 * now</em> count as failures; an answer, also a refusal for good, is a success.
 *
 * @param window how many of the last calls are looked at
 * @param minimumCalls how many there must be before it may open
 * @param failureShare 0 to 1: it opens when this share of the window failed
 * @param firstPause how long it stays open the first time; doubles while probes fail
 * @param longestPause the cap of that
 */
public record CircuitPolicy(
        int window, int minimumCalls, double failureShare, Duration firstPause, Duration longestPause) {

    /** Opens when half of the last 50 calls failed; probes after 1 s, then ever more slowly, at least every 30 s. */
    public static final CircuitPolicy DEFAULTS =
            new CircuitPolicy(50, 10, 0.5, Duration.ofSeconds(1), Duration.ofSeconds(30));

    private static final double DOUBLING = 2.0;
    private static final double SPREAD = 0.2;

    /** @throws IllegalArgumentException when a figure makes no sense; the message says which */
    public CircuitPolicy {
        require(window >= 1, "circuit.window must be at least 1, not " + window);
        require(
                minimumCalls >= 1 && minimumCalls <= window,
                "circuit.minimum-calls must be 1 to window (" + window + "), not " + minimumCalls);
        require(failureShare > 0 && failureShare <= 1, "circuit.failure-share must be above 0 and at most 1");
        require(firstPause.toMillis() >= 1, "circuit.first-pause must be at least 1 ms");
        require(longestPause.compareTo(firstPause) >= 0, "circuit.longest-pause must not be shorter than first-pause");
    }

    /** The pauses are measured by the time that passes: a clock that is set back would keep the circuit open for so long. */
    CircuitBreakerConfig toConfig(PassingTime time, RandomGenerator random) {
        return CircuitBreakerConfig.custom()
                .clock(new PassingClock(time))
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(window)
                .minimumNumberOfCalls(minimumCalls)
                .failureRateThreshold((float) (failureShare * 100))
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitIntervalFunctionInOpenState(opening -> pauseMillis(opening, random.nextDouble()))
                .build();
    }

    /**
     * How long the circuit stays open.
     *
     * @param opening counts from 1, and begins anew when the circuit has closed
     * @param chance 0 (inclusive) to 1 (exclusive)
     */
    long pauseMillis(int opening, double chance) {
        double pause = firstPause.toMillis() * Math.pow(DOUBLING, opening - 1);
        double spread = pause * (1 + SPREAD * (2 * chance - 1));
        return Math.max(1, Math.min((long) spread, longestPause.toMillis()));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
