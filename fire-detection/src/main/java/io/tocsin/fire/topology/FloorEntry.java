package io.tocsin.fire.topology;

import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import java.util.List;

/**
 * What the store holds of one floor.
 *
 * @param floor how it stands
 * @param onTheirWay events that have not been read back yet
 */
record FloorEntry(WatchedFloor floor, List<FloorEvent> onTheirWay) {

    FloorEntry {
        onTheirWay = List.copyOf(onTheirWay);
    }

    static FloorEntry unknown(FloorId floor) {
        return new FloorEntry(WatchedFloor.unknown(floor), List.of());
    }

    FloorEntry after(WatchedFloor.Step step) {
        return new FloorEntry(step.floor(), Told.with(onTheirWay, step.events()));
    }

    FloorEntry arrived(FloorEvent event) {
        return onTheirWay.isEmpty()
                ? this
                : new FloorEntry(floor, Told.without(onTheirWay, told -> told.number() == event.number()));
    }
}
