package io.tocsin.fire.supervision;

import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorId;
import java.util.List;

/**
 * Something about a detector has changed that must outlive a restart.
 *
 * @param detector which
 * @param floor where it hangs
 * @param remembered what is to be remembered of it from now on
 * @param faults what people are to be told; may be nothing
 */
public record Finding(DetectorId detector, FloorId floor, Remembered remembered, List<DetectorFault> faults) {
    /** Copies {@code faults}. */
    public Finding {
        faults = List.copyOf(faults);
    }
}
