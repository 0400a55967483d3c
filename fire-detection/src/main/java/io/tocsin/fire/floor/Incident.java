package io.tocsin.fire.floor;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent.ReleasedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A floor's alarm.
 *
 * @param id names it
 * @param raisedAt since when the floor is in alarm
 * @param detectors who has signalled, in that order: the first {@value #MOST_DETECTORS}
 * @param moreDetectors whether still others have
 * @param outputs whether it opens the valve
 */
public record Incident(
        AlarmId id, Instant raisedAt, List<DetectorId> detectors, boolean moreDetectors, Outputs outputs) {
    private static final int MOST_DETECTORS = 100;

    /** Copies {@code detectors}. */
    public Incident {
        detectors = List.copyOf(detectors);
    }

    /** One more signal: of a detector that is in it already it changes nothing. */
    Incident signalled(FireSignal signal, Journal journal) {
        boolean known = detectors.contains(signal.detector());
        Incident spread = known || moreDetectors ? this : spread(signal, journal);
        if (outputs instanceof Outputs.Released) {
            return spread;
        }
        if (signal.kind() == DetectorKind.MANUAL_CALL_POINT) {
            return spread.release(ReleasedBy.MANUAL_CALL_POINT, journal);
        }
        if (outputs instanceof Outputs.AwaitingSecondDetector && !known) {
            return spread.release(ReleasedBy.SECOND_DETECTOR, journal);
        }
        return spread;
    }

    Incident elapsed(Journal journal) {
        return outputs instanceof Outputs.Delayed(Instant until) && journal.isDue(until)
                ? release(ReleasedBy.DELAY_OVER, journal)
                : this;
    }

    @Nullable Instant due() {
        return outputs instanceof Outputs.Delayed(Instant until) ? until : null;
    }

    Incident earlier(Duration by) {
        return outputs instanceof Outputs.Delayed(Instant until)
                ? new Incident(id, raisedAt, detectors, moreDetectors, new Outputs.Delayed(until.minus(by)))
                : this;
    }

    private Incident spread(FireSignal signal, Journal journal) {
        if (detectors.size() == MOST_DETECTORS) {
            return new Incident(id, raisedAt, detectors, true, outputs);
        }
        journal.alarmSpread(id, signal);
        var all = new ArrayList<>(detectors);
        all.add(signal.detector());
        return new Incident(id, raisedAt, all, false, outputs);
    }

    private Incident release(ReleasedBy by, Journal journal) {
        journal.outputsReleased(id, by);
        return new Incident(id, raisedAt, detectors, moreDetectors, new Outputs.Released());
    }
}
