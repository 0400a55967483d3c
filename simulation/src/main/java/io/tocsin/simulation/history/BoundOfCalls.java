package io.tocsin.simulation.history;

import java.util.HashMap;
import java.util.Map;

/** Rule 5: no more attempts of one process at once than allowed. */
final class BoundOfCalls implements HistoryRule {
    private final int most;
    private final Map<Integer, Integer> processOf = new HashMap<>();
    private final Map<Integer, Integer> running = new HashMap<>();

    BoundOfCalls(int most) {
        this.most = most;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.AttemptBegan it -> {
                processOf.put(it.attempt(), it.process());
                if (running.merge(it.process(), 1, Integer::sum) == most + 1) {
                    violations.add(
                            Guarantee.BOUND_OF_CALLS,
                            "process " + it.process() + " runs " + (most + 1) + " attempts, " + most + " are allowed");
                }
            }
            case HistoryEvent.AttemptEnded it -> {
                Integer process = processOf.remove(it.attempt());
                if (process != null) {
                    running.merge(process, -1, Integer::sum);
                }
            }
            default -> {}
        }
    }
}
