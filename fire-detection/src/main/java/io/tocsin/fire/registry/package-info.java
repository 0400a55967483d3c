/** Detectors, floors and disablements as Kafka has them, on the heap of every instance. */
@NullMarked
package io.tocsin.fire.registry;

import org.jspecify.annotations.NullMarked;
