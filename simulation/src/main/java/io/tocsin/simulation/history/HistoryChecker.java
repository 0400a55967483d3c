package io.tocsin.simulation.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Names what in a history breaks a guarantee. It judges events and nothing else, so the same checker serves a simulated
 * history and one put together from real topics and a real bank's ledger.
 */
public final class HistoryChecker {
    private final @Nullable Promises promises;

    private HistoryChecker(@Nullable Promises promises) {
        this.promises = promises;
    }

    /** For a history of which the engine's settings are known. */
    public static HistoryChecker of(Promises promises) {
        return new HistoryChecker(promises);
    }

    /** For a history of which only what went in, what came out and what the outside did is known. */
    public static HistoryChecker ofResults() {
        return new HistoryChecker(null);
    }

    /** What breaks a guarantee, in the order in which it was seen; empty when all is well. */
    public List<Violation> check(List<HistoryEvent> history) {
        var lives = new Lives();
        List<HistoryRule> rules = promises == null
                ? List.of(new NothingLost(), new OneOutcome(), new OneEffect(), new InquiryFirst(lives))
                : List.of(
                        new NothingLost(),
                        new OneOutcome(),
                        new OneEffect(),
                        new InquiryFirst(lives),
                        new CallAfterCommit(lives),
                        new StreamNeverWaits(promises.limits()),
                        new BoundOfCalls(promises.limits().maxCallsInFlight()),
                        new OrderOfKey(lives),
                        new RetriesKept(promises.retries(), lives),
                        new CircuitKept(promises.circuit(), lives),
                        new GentleStop(),
                        new BooksKept(),
                        new NoFailure());
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
}
