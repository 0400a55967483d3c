package io.tocsin.calls;

import java.time.Duration;

/**
 * The bounds within which the engine keeps itself. All are per process.
 *
 * @param maxCallsInFlight how many calls run at once: what the outside sees at the most
 * @param maxOpenRequests how many requests are taken in without an outcome: more than {@code maxCallsInFlight}, because a
 *     request is called only after the transaction that took it in has been committed
 * @param longestHold how long intake may be held back, per task, between two drains of completions. Far below
 *     {@code transaction.timeout.ms} (6 s recommended) and {@code max.poll.interval.ms}
 * @param longestWait a request whose due time is further away than this is dead-lettered as a mistake
 * @param tick how often completions are drained and due requests looked for when nothing else happens
 * @param ledgerWindow how long an outcome is remembered, and so how long a duplicate is recognised
 */
public record CallLimits(
        int maxCallsInFlight,
        int maxOpenRequests,
        Duration longestHold,
        Duration longestWait,
        Duration tick,
        Duration ledgerWindow) {

    /** Sensible for one outside system that answers within a second. */
    public static final CallLimits DEFAULTS = new CallLimits(
            512, 8_192, Duration.ofMillis(100), Duration.ofDays(30), Duration.ofMillis(10), Duration.ofDays(8));

    /** @throws IllegalArgumentException when a figure makes no sense; the message says which */
    public CallLimits {
        require(maxCallsInFlight >= 1, "max-calls-in-flight must be at least 1, not " + maxCallsInFlight);
        require(
                maxOpenRequests >= maxCallsInFlight,
                "max-open-requests (" + maxOpenRequests + ") must not be less than max-calls-in-flight ("
                        + maxCallsInFlight + ")");
        require(
                !longestHold.isNegative() && longestHold.compareTo(Duration.ofSeconds(1)) <= 0,
                "longest-hold must be 0 to 1 s, not " + longestHold + ": held longer, the transaction times out");
        require(longestWait.isPositive(), "longest-wait must be more than zero");
        require(tick.toMillis() >= 1, "tick must be at least 1 ms, not " + tick);
        require(ledgerWindow.isPositive(), "ledger-window must be more than zero");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
