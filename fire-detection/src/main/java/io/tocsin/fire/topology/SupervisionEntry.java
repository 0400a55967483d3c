package io.tocsin.fire.topology;

import io.tocsin.fire.supervision.Finding;
import io.tocsin.fire.supervision.Remembered;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.FloorId;
import java.util.List;

/**
 * What the store holds of one detector.
 *
 * @param floor where it hung last
 * @param remembered what outlives a restart
 * @param onTheirWay what people are to be told and has not been read back yet
 */
record SupervisionEntry(FloorId floor, Remembered remembered, List<DetectorFault> onTheirWay) {

    SupervisionEntry {
        onTheirWay = List.copyOf(onTheirWay);
    }

    static SupervisionEntry of(Finding finding) {
        return new SupervisionEntry(finding.floor(), finding.remembered(), finding.faults());
    }

    SupervisionEntry after(Finding finding) {
        return new SupervisionEntry(finding.floor(), finding.remembered(), Told.with(onTheirWay, finding.faults()));
    }

    SupervisionEntry arrived(DetectorFault fault) {
        return new SupervisionEntry(
                floor, remembered, Told.without(onTheirWay, told -> told.number() == fault.number()));
    }

    /** Whether there is nothing to remember. */
    boolean isEmpty() {
        return onTheirWay.isEmpty() && remembered.equals(Remembered.NOTHING);
    }
}
