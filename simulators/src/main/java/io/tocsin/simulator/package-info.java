/** Stand-ins for the outside world, so that everything else can be run, shown and broken on one machine. */
@NullMarked
package io.tocsin.simulator;

import org.jspecify.annotations.NullMarked;
