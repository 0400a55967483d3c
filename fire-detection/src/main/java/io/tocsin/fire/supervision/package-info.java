/**
 * Who is silent, who was never heard, whose battery is low, and whether it is they or our own way in. Pure: no Kafka, no
 * framework, no clock of its own.
 */
@NullMarked
package io.tocsin.fire.supervision;

import org.jspecify.annotations.NullMarked;
