/** Keeps what the simulated mail server and SMS centre have taken, for people and tests to look at. */
@NullMarked
package io.tocsin.simulator.inbox;

import org.jspecify.annotations.NullMarked;
