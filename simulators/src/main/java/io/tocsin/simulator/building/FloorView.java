package io.tocsin.simulator.building;

import io.tocsin.model.fire.FloorId;

/**
 * A floor of the simulated building.
 *
 * @param floor which
 * @param detectors how many hang there
 * @param burning at how many of them it burns
 * @param failing with how many of them something is wrong
 */
public record FloorView(FloorId floor, int detectors, int burning, int failing) {}
