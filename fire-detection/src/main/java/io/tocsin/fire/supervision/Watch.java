package io.tocsin.fire.supervision;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorFaultKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One detector under supervision. Times are milliseconds since 1970, as Kafka gives them: there are a million of these. */
final class Watch {
    private static final long NEVER = Long.MIN_VALUE;

    private Detector detector;
    private Remembered remembered;
    private long heardAt = NEVER;
    /** From when on its silence counts. */
    private long listenedFrom = NEVER;

    Watch(Detector detector, Remembered remembered) {
        this.detector = detector;
        this.remembered = remembered;
    }

    Detector detector() {
        return detector;
    }

    /** What it is now, and what people are to be told. */
    Finding finding(List<DetectorFault> faults) {
        return new Finding(detector.detector(), detector.floor(), remembered, faults);
    }

    void registeredAs(Detector now) {
        detector = now;
    }

    /** Its silence until now does not count: nobody listened. */
    void listenFrom(long at) {
        listenedFrom = at;
    }

    /** Its silence in that time does not count: what it has left of its own time is left to it afterwards. */
    void nobodyListened(long from, long to) {
        listenedFrom = lastSign() + to - Math.max(from, lastSign());
    }

    /** Kafka's clock was set back: what was heard after {@code at} was heard before it. */
    void clockWasSetBackTo(long at) {
        heardAt = Math.min(heardAt, at);
    }

    /** A signal that came in this very millisecond would have been in time; none came, for all before {@code upTo} is read. */
    boolean hasMissed(int intervals, long upTo) {
        return upTo > inTimeUntil(intervals);
    }

    /** The last millisecond in which a signal is in time, when so many intervals may pass without one. */
    long inTimeUntil(int intervals) {
        return lastSign() + intervalMillis() * intervals;
    }

    /** Whether it ever spoke. */
    boolean hasSpoken() {
        return remembered.heard();
    }

    /** Whether a fault for silence stands. */
    boolean isFaulty() {
        return remembered.silence() != null;
    }

    /** Returns what people are to be told, or null when nothing changed that must be remembered: almost always. */
    @Nullable List<DetectorFault> heard(long at, @Nullable Integer battery, SupervisionPolicy policy) {
        heardAt = Math.max(heardAt, at);
        boolean low = battery == null
                ? remembered.lowBattery()
                : battery < (remembered.lowBattery() ? policy.recoveredBattery() : policy.lowBattery());
        if (remembered.heard() && remembered.silence() == null && low == remembered.lowBattery()) {
            return null;
        }
        var faults = new ArrayList<DetectorFault>(2);
        Instant now = Instant.ofEpochMilli(at);
        long told = remembered.told();
        if (remembered.silence() != null) {
            faults.add(cleared(++told, remembered.silence(), now));
        }
        if (low && !remembered.lowBattery()) {
            faults.add(new DetectorFault.Raised(
                    detector.detector(), detector.floor(), ++told, DetectorFaultKind.LOW_BATTERY, now, lastHeard()));
        }
        if (!low && remembered.lowBattery()) {
            faults.add(cleared(++told, DetectorFaultKind.LOW_BATTERY, now));
        }
        remembered = new Remembered(true, null, low, told);
        return faults;
    }

    /** Whether that fault stands and most others were silent too when it began. */
    boolean isSilentAmongMany() {
        return remembered.silence() == DetectorFaultKind.SILENT_AMONG_MANY;
    }

    DetectorFault silent(boolean amongMany, long upTo) {
        DetectorFaultKind spoken = amongMany ? DetectorFaultKind.SILENT_AMONG_MANY : DetectorFaultKind.SILENT;
        DetectorFaultKind kind = remembered.heard() ? spoken : DetectorFaultKind.NEVER_HEARD;
        long told = remembered.told() + 1;
        remembered = new Remembered(remembered.heard(), kind, remembered.lowBattery(), told);
        return new DetectorFault.Raised(
                detector.detector(), detector.floor(), told, kind, Instant.ofEpochMilli(upTo), lastHeard());
    }

    /** The others are back, and it is not. */
    List<DetectorFault> silentByItself(long upTo) {
        DetectorFault ended =
                cleared(remembered.told() + 1, DetectorFaultKind.SILENT_AMONG_MANY, Instant.ofEpochMilli(upTo));
        remembered = new Remembered(remembered.heard(), null, remembered.lowBattery(), ended.number());
        return List.of(ended, silent(false, upTo));
    }

    /**
     * It is supervised no more: none of its faults stands any longer. What is said of it is counted on should it come back, or
     * it would be taken for what was said before.
     */
    List<DetectorFault> removed(Instant at) {
        var faults = new ArrayList<DetectorFault>(2);
        long told = remembered.told();
        if (remembered.silence() != null) {
            faults.add(cleared(++told, remembered.silence(), at));
        }
        if (remembered.lowBattery()) {
            faults.add(cleared(++told, DetectorFaultKind.LOW_BATTERY, at));
        }
        remembered = new Remembered(false, null, false, told);
        return faults;
    }

    private DetectorFault cleared(long number, DetectorFaultKind kind, Instant at) {
        return new DetectorFault.Cleared(detector.detector(), detector.floor(), number, kind, at);
    }

    private @Nullable Instant lastHeard() {
        return heardAt == NEVER ? null : Instant.ofEpochMilli(heardAt);
    }

    private long lastSign() {
        return Math.max(heardAt, listenedFrom);
    }

    /** How often it should speak. */
    long intervalMillis() {
        return detector.intervalSeconds() * 1000L;
    }
}
