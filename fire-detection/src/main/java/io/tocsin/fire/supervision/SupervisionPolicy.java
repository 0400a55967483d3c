package io.tocsin.fire.supervision;

import java.time.Duration;

/**
 * When a detector counts as faulty, and when it is not the detectors.
 *
 * @param missedIntervals how many intervals must pass without a signal
 * @param longestGap a longer jump in the time up to which signals are read does not count as silence: nobody listened meanwhile
 * @param latestBehind how far reading may be behind before that is a fault of the intake (EN 54-2, 7.1 asks for an alarm
 *     within 10 s)
 * @param lowBattery a battery below this is low, in percent
 * @param recoveredBattery a low battery is well again at this, in percent: more than {@code lowBattery}, so that one about there
 *     does not raise and clear its fault with each signal
 * @param massSilenceFrom of so many detectors or more with one interval, the silence of most is a fault of the intake
 * @param longestWithholding for how long after its own time a detector is not blamed while most are silent
 */
public record SupervisionPolicy(
        int missedIntervals,
        Duration longestGap,
        Duration latestBehind,
        int lowBattery,
        int recoveredBattery,
        int massSilenceFrom,
        Duration longestWithholding) {
    /** Three intervals; 20 and 30 percent; ten detectors; a minute. */
    public static final SupervisionPolicy USUAL =
            new SupervisionPolicy(3, Duration.ofSeconds(5), Duration.ofSeconds(10), 20, 30, 10, Duration.ofMinutes(1));

    /** @throws IllegalArgumentException when a figure makes no sense; the message says which */
    public SupervisionPolicy {
        if (missedIntervals < 1) {
            throw new IllegalArgumentException("missedIntervals must be at least 1, not " + missedIntervals);
        }
        if (!longestGap.isPositive() || !latestBehind.isPositive()) {
            throw new IllegalArgumentException("longestGap and latestBehind must be longer than nothing, not "
                    + longestGap + " and " + latestBehind);
        }
        if (lowBattery < 0 || recoveredBattery <= lowBattery || recoveredBattery > 100) {
            throw new IllegalArgumentException("lowBattery must be less than recoveredBattery, both 0 to 100, not "
                    + lowBattery + " and " + recoveredBattery);
        }
        if (massSilenceFrom < 2) {
            throw new IllegalArgumentException("massSilenceFrom must be at least 2, not " + massSilenceFrom);
        }
        if (longestWithholding.isNegative()) {
            throw new IllegalArgumentException("longestWithholding must not be negative, as is " + longestWithholding);
        }
    }
}
