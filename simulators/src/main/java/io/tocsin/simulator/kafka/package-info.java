/** What the simulators that speak to Kafka share. */
@NullMarked
package io.tocsin.simulator.kafka;

import org.jspecify.annotations.NullMarked;
