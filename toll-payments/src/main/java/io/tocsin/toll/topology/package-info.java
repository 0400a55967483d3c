/** The Kafka Streams wiring: pending payments in, outcomes, retries and dead letters out. */
@NullMarked
package io.tocsin.toll.topology;

import org.jspecify.annotations.NullMarked;
