package io.tocsin.simulation.history;

import java.util.ArrayList;
import java.util.List;

/** Names what in a history breaks a guarantee. It judges events and nothing else: what told them it does not know. */
public final class HistoryChecker {
    private final Promises promises;

    private HistoryChecker(Promises promises) {
        this.promises = promises;
    }

    /** For a history of an engine with these settings. */
    public static HistoryChecker of(Promises promises) {
        return new HistoryChecker(promises);
    }

    /** What breaks a guarantee, in the order in which it was seen; empty when all is well. */
    public List<Violation> check(List<HistoryEvent> history) {
        var lives = new Lives();
        List<HistoryRule> rules = rules(lives);
        var violations = new Violations();
        for (int position = 0; position < history.size(); position++) {
            HistoryEvent event = history.get(position);
            violations.at(position);
            lives.see(event);
            for (HistoryRule rule : rules) {
                rule.see(event, violations);
            }
        }
        for (HistoryRule rule : rules) {
            rule.end(violations);
        }
        return violations.all();
    }

    private List<HistoryRule> rules(Lives lives) {
        var rules = new ArrayList<HistoryRule>(List.of(
                new NothingLost(),
                new OneOutcome(),
                new OneEffect(promises),
                new InquiryFirst(lives),
                new CallAfterCommit(lives),
                new StreamNeverWaits(promises.limits()),
                new BoundOfCalls(promises.limits().maxCallsInFlight(), lives),
                new OrderOfKey(promises.keepsOrder(), lives),
                new RetriesKept(promises.retries(), lives),
                new CircuitKept(promises.circuit(), lives),
                new GentleStop(),
                new BooksKept(),
                new NoFailure()));
        if (promises.announcesCalls()) {
            rules.add(new Announcements(promises, lives));
        }
        if (promises.keepsOrder()) {
            rules.add(new OrderKept(lives));
        }
        return rules;
    }
}
