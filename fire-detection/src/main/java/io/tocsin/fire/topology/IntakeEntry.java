package io.tocsin.fire.topology;

import io.tocsin.fire.supervision.IntakeWatch;
import io.tocsin.model.fire.SystemFault;
import java.util.List;

/**
 * What the store holds of the intake.
 *
 * @param watch what is wrong with it
 * @param onTheirWay what people are to be told and has not been read back yet
 */
record IntakeEntry(IntakeWatch watch, List<SystemFault> onTheirWay) {
    /** Nothing is wrong, and nothing is to be told. */
    static final IntakeEntry WELL = new IntakeEntry(IntakeWatch.WELL, List.of());

    IntakeEntry {
        onTheirWay = List.copyOf(onTheirWay);
    }

    IntakeEntry after(IntakeWatch.Look look) {
        return new IntakeEntry(
                look.watch(), Told.with(onTheirWay, look.fault().stream().toList()));
    }

    IntakeEntry arrived(SystemFault fault) {
        return new IntakeEntry(watch, Told.without(onTheirWay, fault::equals));
    }
}
