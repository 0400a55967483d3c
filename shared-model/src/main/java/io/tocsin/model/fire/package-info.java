/** Fire detection: detectors and floors, signals, floor events, valves, faults, and what operators do. */
@NullMarked
package io.tocsin.model.fire;

import org.jspecify.annotations.NullMarked;
