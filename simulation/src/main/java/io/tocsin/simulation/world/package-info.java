/**
 * The world in which a history takes place, in virtual time: Kafka with its transactions, processes and their stream threads,
 * the outside, and everything that can break. {@link io.tocsin.simulation.world.World} puts it together.
 *
 * <p>Nothing here runs at once: one step follows the other, and the order is decided by the seed.
 */
@NullMarked
package io.tocsin.simulation.world;

import org.jspecify.annotations.NullMarked;
