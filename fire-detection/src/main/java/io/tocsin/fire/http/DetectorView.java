package io.tocsin.fire.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.fire.supervision.Remembered;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFaultKind;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.OperatorId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a detector stands, as callers see it.
 *
 * @param detector its id
 * @param floor where it hangs
 * @param kind how its signals come
 * @param intervalSeconds how often
 * @param enabled whether it is registered as one whose signals of fire count
 * @param disablement whether they do not count for a while; absent when they do
 * @param everHeard whether it ever spoke
 * @param silence its fault for silence; absent when there is none
 * @param lowBattery whether its battery is low
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DetectorView(
        @Schema(implementation = Long.class) DetectorId detector,
        @Schema(implementation = String.class) FloorId floor,
        DetectorKind kind,
        int intervalSeconds,
        boolean enabled,
        @Nullable DisablementView disablement,
        boolean everHeard,
        @Nullable DetectorFaultKind silence,
        boolean lowBattery) {

    /**
     * That its signals of fire do not count for a while.
     *
     * @param mode disabled, or test
     * @param until when they count again
     * @param by who asked for it
     * @param why in their words
     */
    record DisablementView(
            Disablement.Mode mode,
            Instant until,
            @Schema(implementation = String.class) OperatorId by,
            String why) {

        static DisablementView of(Disablement disablement) {
            return new DisablementView(
                    disablement.mode(),
                    disablement.until(),
                    disablement.action().operator(),
                    disablement.action().reason());
        }
    }

    /** @param disablement that holds now; null when none does */
    static DetectorView of(Detector registered, @Nullable Disablement disablement, Remembered remembered) {
        return new DetectorView(
                registered.detector(),
                registered.floor(),
                registered.kind(),
                registered.intervalSeconds(),
                registered.enabled(),
                disablement == null ? null : DisablementView.of(disablement),
                remembered.heard(),
                remembered.silence(),
                remembered.lowBattery());
    }
}
