package io.tocsin.simulator.valve;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.ValvePosition;
import org.jspecify.annotations.Nullable;

/**
 * The valve of one floor.
 *
 * @param floor whose
 * @param position where it stands, whatever it has reported
 * @param movingTo where it is going; absent while it rests
 * @param behaviour how it does what it is told
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ValveView(
        FloorId floor, ValvePosition position, @Nullable ValvePosition movingTo, Behaviour behaviour) {}
