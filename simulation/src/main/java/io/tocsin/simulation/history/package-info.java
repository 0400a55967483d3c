/**
 * What happened, and whether it may have happened: a history is a list of {@link
 * io.tocsin.simulation.history.HistoryEvent}s, and {@link io.tocsin.simulation.history.HistoryChecker} names what in it breaks
 * a guarantee. Knows nothing of where the events come from.
 */
@NullMarked
package io.tocsin.simulation.history;

import org.jspecify.annotations.NullMarked;
