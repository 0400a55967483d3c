package io.tocsin.simulation.history;

import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Rule 3: the outside does it once, is always asked under the same key, and the last outcome says what it did. Where it cannot be asked,
 * what may come twice may.
 */
final class OneEffect implements HistoryRule {
    private final Promises promises;
    private final Map<String, Integer> effects = new HashMap<>();
    private final Map<String, Ending> outcomes = new LinkedHashMap<>();

    OneEffect(Promises promises) {
        this.promises = promises;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.Effect it -> {
                if (effects.merge(it.id(), 1, Integer::sum) == 2 && !mayComeTwice(it.id())) {
                    violations.add(Guarantee.ONE_EFFECT, it.id() + " had its effect twice");
                }
            }
            case HistoryEvent.CallBegan it -> {
                if (!it.idempotencyKey().equals(it.id())) {
                    violations.add(Guarantee.SAME_KEY, it.id() + " was called under the key " + it.idempotencyKey());
                }
            }
            case HistoryEvent.OutcomeWritten it -> outcomes.put(it.id(), it.ending());
            default -> {}
        }
    }

    private boolean mayComeTwice(String id) {
        return promises.announcesCalls() && promises.mayComeTwice().test(id);
    }

    @Override
    public void end(Violations violations) {
        outcomes.forEach((id, ending) -> {
            int count = effects.getOrDefault(id, 0);
            if (ending == Ending.SUCCEEDED && count == 0) {
                violations.add(Guarantee.TRUE_OUTCOME, id + " is said to have succeeded, but had no effect");
            } else if (ending.deniesEffect() && count > 0) {
                violations.add(Guarantee.TRUE_OUTCOME, id + " is said to be " + ending + ", but had its effect");
            }
        });
    }
}
