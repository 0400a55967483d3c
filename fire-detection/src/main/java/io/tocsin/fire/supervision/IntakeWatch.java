package io.tocsin.fire.supervision;

import io.tocsin.model.fire.SystemFault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the way in of all signals works. One fault stands for all detectors behind it.
 *
 * <p>Immutable: each look gives the next one.
 *
 * @param trouble what is wrong; null when nothing is
 */
public record IntakeWatch(@Nullable Trouble trouble) {
    /** Nothing is wrong. */
    public static final IntakeWatch WELL = new IntakeWatch(null);

    /** What can be wrong. */
    public enum Trouble {
        /** Signals are read late, or not at all. */
        BEHIND,

        /** Signals are read in time, and most detectors send none. */
        MASS_SILENCE
    }

    /**
     * What a look has shown.
     *
     * @param watch from now on
     * @param fault what people are to be told; empty when nothing changed
     */
    public record Look(IntakeWatch watch, Optional<SystemFault> fault) {}

    /**
     * Looks.
     *
     * @param readUpTo the time before which everything has been read, or since when that is waited for
     * @param silentIntervals of which most detectors are silent
     */
    public Look look(Instant now, Instant readUpTo, Set<Integer> silentIntervals, SupervisionPolicy policy) {
        Trouble next = trouble(now, readUpTo, silentIntervals, policy);
        if (next == trouble) {
            return new Look(this, Optional.empty());
        }
        return new Look(new IntakeWatch(next), Optional.of(fault(next, now, readUpTo, silentIntervals)));
    }

    private @Nullable Trouble trouble(
            Instant now, Instant readUpTo, Set<Integer> silentIntervals, SupervisionPolicy policy) {
        Duration limit = policy.latestBehind();
        // Half of it to be well again: what is about the limit must not come and go.
        Duration allowed = trouble == Trouble.BEHIND ? limit.dividedBy(2) : limit;
        if (Duration.between(readUpTo, now).compareTo(allowed) > 0) {
            return Trouble.BEHIND;
        }
        return silentIntervals.isEmpty() ? null : Trouble.MASS_SILENCE;
    }

    private static SystemFault fault(
            @Nullable Trouble trouble, Instant now, Instant readUpTo, Set<Integer> silentIntervals) {
        return switch (trouble) {
            case null -> new SystemFault.Cleared(SystemFault.INTAKE, now);
            case BEHIND ->
                new SystemFault.Raised(
                        SystemFault.INTAKE,
                        now,
                        "signals have been read up to " + readUpTo
                                + " only: Kafka is away or slow, a reader has stopped," + " or two clocks differ",
                        readUpTo);
            case MASS_SILENCE ->
                new SystemFault.Raised(
                        SystemFault.INTAKE,
                        now,
                        "most detectors with an interval of " + inWords(silentIntervals)
                                + " s are silent at once: look for what they have in common",
                        readUpTo);
        };
    }

    private static String inWords(Set<Integer> intervals) {
        return new TreeSet<>(intervals).stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
