/** Toll lanes: vehicles that drive through, and the payments that this asks for. */
@NullMarked
package io.tocsin.simulator.lanes;

import org.jspecify.annotations.NullMarked;
