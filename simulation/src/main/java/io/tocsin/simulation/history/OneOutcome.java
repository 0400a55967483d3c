package io.tocsin.simulation.history;

import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rule 2: an outcome for each id, another only after a person sent a failed one again, and never one after a success. */
final class OneOutcome implements HistoryRule {
    private final Map<String, Set<Integer>> redrives = new HashMap<>();
    private final Map<String, Integer> outcomes = new HashMap<>();
    private final Map<String, Ending> last = new HashMap<>();
    private final Set<String> deadLetters = new HashSet<>();

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.Sent it -> {
                if (it.redrives() > 0) {
                    redrives.computeIfAbsent(it.id(), id -> new HashSet<>()).add(it.redrives());
                }
            }
            case HistoryEvent.OutcomeWritten it -> outcome(it, violations);
            case HistoryEvent.DeadLettered it -> {
                String place = it.partition() + "/" + it.offset();
                if (!deadLetters.add(place)) {
                    violations.add(Guarantee.ONE_OUTCOME, "the record at " + place + " is a dead letter twice");
                }
            }
            default -> {}
        }
    }

    private void outcome(HistoryEvent.OutcomeWritten it, Violations violations) {
        @Nullable Ending before = last.put(it.id(), it.ending());
        int count = outcomes.merge(it.id(), 1, Integer::sum);
        int allowed = 1 + redrives.getOrDefault(it.id(), Set.of()).size();
        if (before == Ending.SUCCEEDED || count > allowed) {
            violations.add(
                    Guarantee.ONE_OUTCOME,
                    it.id() + " has the outcome " + it.ending() + " after " + before + ", its number " + count);
        }
    }
}
