package io.tocsin.fire.supervision;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.SignalRelay.Census;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Supervises the detectors of one partition.
 *
 * <p>Time is the time up to which signals have been read, by Kafka's clock, and not the time on the wall: a detector is silent
 * when everything up to its deadline has been read and nothing of it was there. So it makes no difference how late that is
 * read, and it comes out the same when it is read again. A signal in the last millisecond is in time.
 *
 * <p>Two things are no fault of detectors. A gap in reading is not counted as silence. While most of many detectors are silent
 * at once nobody is blamed, and afterwards everybody has the full time again; but no detector is excused so for longer than
 * {@link SupervisionPolicy#longestWithholding()}, or {@value #LATEST_SHOWN_SECONDS} s from its last sign: one that is dead must show,
 * whatever else is broken. It is then silent among many, and silent by itself when the others are back and it is not.
 *
 * <p>There may be a million detectors and time comes twice a second: they are gone through only when one of them can be
 * overdue, once an interval while all is well.
 *
 * <p>For one thread. What must outlive a restart is handed out as {@link Finding}s; the rest begins anew.
 */
public final class Supervision {
    private static final long NOT_YET = Long.MIN_VALUE;

    /** EN 54-2, 8.1: how soon a fault shows. */
    private static final int LATEST_SHOWN_SECONDS = 100;

    private final SupervisionPolicy policy;
    private final Map<DetectorId, Watch> watches = new HashMap<>();
    private Set<Integer> silentIntervals = Set.of();
    private List<Census> census = List.of();
    /** By interval, in seconds: when most were last silent. */
    private final Map<Integer, Long> massSilence = new HashMap<>();

    private int faulty;
    /** Before it is over, and unless somebody comes, goes or changes, to count again brings nothing new. */
    private long nobodyOverdueUntil = NOT_YET;

    private long upTo = NOT_YET;

    /** @param policy when a detector counts as faulty */
    public Supervision(SupervisionPolicy policy) {
        this.policy = policy;
    }

    /**
     * Begins to supervise a detector, or takes its new registration over.
     *
     * @param remembered what was handed out of it last; used for one that is not supervised yet
     */
    public void watch(Detector detector, Remembered remembered) {
        nobodyOverdueUntil = NOT_YET;
        Watch present = watches.get(detector.detector());
        if (present != null) {
            present.registeredAs(detector);
            return;
        }
        var watch = new Watch(detector, remembered);
        if (upTo != NOT_YET) {
            watch.listenFrom(upTo);
        }
        watches.put(detector.detector(), watch);
    }

    /** Ends the supervision of a detector that is registered no more, and the faults that it had. */
    public Optional<Finding> forget(DetectorId detector, Instant at) {
        nobodyOverdueUntil = NOT_YET;
        Watch watch = watches.remove(detector);
        return watch == null ? Optional.empty() : Optional.of(watch.finding(watch.removed(at)));
    }

    /**
     * A detector has spoken. Returns null when nothing changed that must be remembered, as almost always.
     *
     * @param at when Kafka took its signal, in milliseconds since 1970
     * @param battery what it said of its battery, in percent; null when it said nothing
     */
    public @Nullable Finding heard(DetectorId detector, long at, @Nullable Integer battery) {
        Watch watch = watches.get(detector);
        if (watch == null) {
            return null;
        }
        List<DetectorFault> faults = watch.heard(at, battery, policy);
        if (faults == null) {
            return null;
        }
        nobodyOverdueUntil = NOT_YET;
        return watch.finding(faults);
    }

    /**
     * Everything that came in before {@code time} has been read.
     *
     * @param elsewhere how the detectors of the other partitions are
     */
    public List<Finding> readUpTo(Instant time, Collection<Census> elsewhere) {
        long next = time.toEpochMilli();
        long gap = policy.longestGap().toMillis();
        if (upTo == NOT_YET) {
            watches.values().forEach(watch -> watch.listenFrom(next));
        } else if (next > upTo + gap) {
            watches.values().forEach(watch -> watch.nobodyListened(upTo, next));
        } else if (next < upTo - gap) {
            massSilence.clear();
            watches.values().forEach(watch -> {
                watch.clockWasSetBackTo(next);
                watch.listenFrom(next);
            });
            nobodyOverdueUntil = NOT_YET;
        } else if (next < upTo) {
            // Read again, after a crash.
            return List.of();
        }
        upTo = next;
        List<Watch> due = next > nobodyOverdueUntil ? count(next) : List.of();
        silentIntervals = MassSilence.of(census, elsewhere, policy.massSilenceFrom());
        silentIntervals.forEach(interval -> massSilence.put(interval, next));
        var findings = new ArrayList<Finding>();
        for (Watch watch : due) {
            boolean amongMany = isAmongMany(watch, next);
            if (!watch.isFaulty() && !(amongMany && isExcused(watch, next))) {
                findings.add(watch.finding(List.of(watch.silent(amongMany, next))));
                faulty++;
            } else if (watch.isFaulty() && !amongMany) {
                findings.add(watch.finding(watch.silentByItself(next)));
            }
        }
        return findings;
    }

    /** Whether most were silent less than its full time ago. */
    private boolean isAmongMany(Watch watch, long time) {
        Long silence = massSilence.get(watch.detector().intervalSeconds());
        return silence != null && time <= silence + policy.missedIntervals() * watch.intervalMillis();
    }

    /** Whether its own time is not over for too long. */
    private boolean isExcused(Watch watch, long time) {
        long missed = watch.inTimeUntil(policy.missedIntervals());
        long latest = watch.inTimeUntil(0) + LATEST_SHOWN_SECONDS * 1_000L;
        return time <= Math.min(missed + policy.longestWithholding().toMillis(), Math.max(missed, latest));
    }

    /** How the detectors are, as of the last {@link #readUpTo}. */
    public List<Census> census() {
        return census;
    }

    /** The intervals, in seconds, whose detectors are silent almost all at once. */
    public Set<Integer> silentIntervals() {
        return silentIntervals;
    }

    /** How many detectors are supervised. */
    public int size() {
        return watches.size();
    }

    /** How many of them have a fault for silence, as of the last {@link #readUpTo}. */
    public int faulty() {
        return faulty;
    }

    /** Counts how everybody is, and returns those who have missed all that can be missed, or were silent among many so far. */
    private List<Watch> count(long time) {
        // When the first of many falls due, those that fell silent with it are at most one interval behind.
        int overdueFrom = Math.max(1, policy.missedIntervals() - 1);
        var watched = new HashMap<Integer, int[]>();
        int faultyNow = 0;
        var due = new ArrayList<Watch>();
        long soonest = Long.MAX_VALUE;
        for (Watch watch : watches.values()) {
            boolean overdue = watch.isFaulty() || watch.hasMissed(overdueFrom, time);
            if (watch.hasSpoken()) {
                int[] counts = watched.computeIfAbsent(watch.detector().intervalSeconds(), interval -> new int[2]);
                counts[0]++;
                counts[1] += overdue ? 1 : 0;
            }
            if (watch.isFaulty()) {
                faultyNow++;
                if (watch.isSilentAmongMany()) {
                    soonest = NOT_YET;
                    if (watch.hasMissed(policy.missedIntervals(), time)) {
                        due.add(watch);
                    }
                }
            } else {
                soonest = Math.min(soonest, watch.inTimeUntil(overdueFrom));
                if (overdue && watch.hasMissed(policy.missedIntervals(), time)) {
                    due.add(watch);
                }
            }
        }
        faulty = faultyNow;
        nobodyOverdueUntil = soonest;
        census = watched.entrySet().stream()
                .map(entry -> new Census(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
                .toList();
        return due;
    }
}
