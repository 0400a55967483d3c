/** What the plans of faults of everything simulated have in common: shares, draws, and the reading of their JSON. */
@NullMarked
package io.tocsin.simulator.fault;

import org.jspecify.annotations.NullMarked;
