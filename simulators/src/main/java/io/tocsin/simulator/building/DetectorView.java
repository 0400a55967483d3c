package io.tocsin.simulator.building;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FloorId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A detector of the simulated building.
 *
 * @param detector which
 * @param floor where it hangs
 * @param kind how its signals come
 * @param burning whether it senses fire
 * @param failure what is wrong with it; absent when nothing is
 * @param until when that is over by itself; absent when it is not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DetectorView(
        DetectorId detector,
        FloorId floor,
        DetectorKind kind,
        boolean burning,
        @Nullable Failure failure,
        @Nullable Instant until) {}
