/** The stream: signals → alarms → valves, and who is silent. {@link io.tocsin.fire.topology.FireTopology} is the story. */
@NullMarked
package io.tocsin.fire.topology;

import org.jspecify.annotations.NullMarked;
