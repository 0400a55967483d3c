/** Where the simulated servers that speak a protocol of their own take connections in. */
@NullMarked
package io.tocsin.simulator.door;

import org.jspecify.annotations.NullMarked;
