package io.tocsin.simulation.world;

import io.tocsin.simulation.history.HistoryChecker;
import io.tocsin.simulation.history.HistoryEvent;
import io.tocsin.simulation.history.Promises;
import io.tocsin.simulation.history.Violation;
import java.util.List;

/**
 * A history that took place.
 *
 * @param scenario what it was like, for people
 * @param promises what the engine was told
 * @param crashes how often a process was killed or stopped, a transaction aborted or a thread thrown out
 * @param attempts how many attempts were made
 */
public record Told(
        long seed, String scenario, Promises promises, List<HistoryEvent> events, int crashes, int attempts) {
    /** Copies {@code events}. */
    public Told {
        events = List.copyOf(events);
    }

    /** What in it breaks a guarantee. */
    public List<Violation> violations() {
        return HistoryChecker.of(promises).check(events);
    }
}
