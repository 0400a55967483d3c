package io.tocsin.simulation.history;

import java.util.HashSet;
import java.util.Set;

/** Rule 8: a process that stops starts no attempt, and nobody interrupts one. */
final class GentleStop implements HistoryRule {
    private final Set<Integer> stopping = new HashSet<>();

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.DrainBegan it -> stopping.add(it.process());
            case HistoryEvent.AttemptBegan it -> {
                if (stopping.contains(it.process())) {
                    violations.add(
                            Guarantee.GENTLE_STOP,
                            "process " + it.process() + " begins attempt " + it.attempt() + " while it stops");
                }
            }
            case HistoryEvent.Interrupted it ->
                violations.add(Guarantee.GENTLE_STOP, "attempt " + it.attempt() + " was interrupted");
            default -> {}
        }
    }
}
