/**
 * What a floor makes of signals, commands and its valve's reports. Pure: no Kafka, no framework, no clock of its own.
 *
 * <p>{@link io.tocsin.fire.floor.WatchedFloor} is the way in.
 */
@NullMarked
package io.tocsin.fire.floor;

import org.jspecify.annotations.NullMarked;
