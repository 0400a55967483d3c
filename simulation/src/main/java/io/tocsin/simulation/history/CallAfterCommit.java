package io.tocsin.simulation.history;

import java.util.HashSet;
import java.util.Set;

/** Rule 1: an attempt begins only when the in-flight entry that announces it is committed. */
final class CallAfterCommit implements HistoryRule {
    private final Lives lives;
    private final Set<Integer> judged = new HashSet<>();

    CallAfterCommit(Lives lives) {
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.InquiryBegan it -> judge(it.attempt(), violations);
            case HistoryEvent.CallBegan it -> judge(it.attempt(), violations);
            default -> {}
        }
    }

    private void judge(int number, Violations violations) {
        Lives.Attempt attempt = lives.attempt(number);
        if (attempt == null || !judged.add(number)) {
            return;
        }
        if (attempt.admission == null || !attempt.admission.committedBefore(attempt)) {
            violations.add(
                    Guarantee.CALL_AFTER_COMMIT,
                    "attempt " + number + " for " + attempt.id + " began before its in-flight entry was committed");
        }
    }
}
