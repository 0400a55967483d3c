/** The valves of floors: they do what they are told and report, or misbehave. */
@NullMarked
package io.tocsin.simulator.valve;

import org.jspecify.annotations.NullMarked;
