/** What the simulators can be told by configuration. */
@NullMarked
package io.tocsin.simulator.config;

import org.jspecify.annotations.NullMarked;
