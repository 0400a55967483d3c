package io.tocsin.simulator.building;

import io.tocsin.model.InvalidFieldException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How often detectors fail by chance.
 *
 * @param perMinute how many begin to fail in a minute in the whole building; 0 for none
 * @param kinds what happens to them, each as often as the others
 * @param lasting how long each failure lasts
 */
public record RandomFailures(double perMinute, List<Failure> kinds, Duration lasting) {
    private static final double MOST_PER_MINUTE = 60_000;
    private static final Duration LONGEST = Duration.ofHours(24);

    /** Nothing fails by chance. */
    public static final RandomFailures NONE =
            new RandomFailures(0, List.copyOf(EnumSet.allOf(Failure.class)), Duration.ofMinutes(1));

    /** @throws InvalidFieldException when a figure is out of range, or there is no kind */
    public RandomFailures {
        if (!(perMinute >= 0 && perMinute <= MOST_PER_MINUTE)) {
            throw new InvalidFieldException("perMinute", "must be 0 (none) to " + (long) MOST_PER_MINUTE);
        }
        kinds = List.copyOf(Set.copyOf(kinds)).stream().sorted().toList();
        if (kinds.isEmpty()) {
            throw new InvalidFieldException("kinds", "must name one at least");
        }
        if (!lasting.isPositive() || lasting.compareTo(LONGEST) > 0) {
            throw new InvalidFieldException(
                    "lastingSeconds", "must be more than 0, and not more than " + LONGEST.toSeconds());
        }
    }
}
