/** A building full of detectors: what they say, what can be wrong with them, and fires that spread. */
@NullMarked
package io.tocsin.simulator.building;

import org.jspecify.annotations.NullMarked;
