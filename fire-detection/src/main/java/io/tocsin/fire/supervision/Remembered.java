package io.tocsin.fire.supervision;

import io.tocsin.model.fire.DetectorFaultKind;
import org.jspecify.annotations.Nullable;

/**
 * What outlives a restart of one detector's supervision. When it was last heard does not: it lives on the heap.
 *
 * @param heard whether it ever spoke
 * @param silence {@link DetectorFaultKind#SILENT}, {@link DetectorFaultKind#SILENT_AMONG_MANY} or {@link
 *     DetectorFaultKind#NEVER_HEARD} while that fault stands; null while none does
 * @param lowBattery whether that fault stands
 * @param told how much has been said of it: the number of the last {@code DetectorFault}
 */
public record Remembered(boolean heard, @Nullable DetectorFaultKind silence, boolean lowBattery, long told) {
    /** Nothing is known. */
    public static final Remembered NOTHING = new Remembered(false, null, false, 0);
}
