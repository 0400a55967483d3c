package io.tocsin.notification.routing;

import java.time.Duration;

/**
 * How often people are told of one incident.
 *
 * @param summaryEvery what comes after the first message is told together, this long after the last
 * @param reminderEvery how often an incident is brought to mind that nobody has acknowledged
 * @param escalateAfter how long each level has to acknowledge
 * @param levels how many levels there are
 * @param forgetAfter how long after its last sign an incident that is over, or acknowledged, counts as the same one
 */
public record GroupingPolicy(
        Duration summaryEvery, Duration reminderEvery, Duration escalateAfter, int levels, Duration forgetAfter) {

    /** @throws IllegalArgumentException when a figure makes no sense; the message says which */
    public GroupingPolicy {
        require(summaryEvery.isPositive(), "summary-every must be more than zero, not " + summaryEvery);
        require(reminderEvery.isPositive(), "reminder-every must be more than zero, not " + reminderEvery);
        require(escalateAfter.isPositive(), "escalate-after must be more than zero, not " + escalateAfter);
        require(levels >= 1 && levels <= 9, "levels must be 1 to 9, not " + levels);
        require(
                forgetAfter.compareTo(summaryEvery) >= 0,
                "forget-after (" + forgetAfter + ") must not be shorter than summary-every (" + summaryEvery + ")");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
