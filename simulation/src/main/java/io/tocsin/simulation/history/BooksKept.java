package io.tocsin.simulation.history;

import io.tocsin.calls.Books;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.util.HashSet;
import java.util.Set;

/** Rule 9: the books are even whenever one looks, and in the end they say what happened. */
final class BooksKept implements HistoryRule {
    private final Set<Integer> uneven = new HashSet<>();
    private int sent;
    private int succeeded;
    private int failed;
    private int deadLettered;

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.Sent it -> sent++;
            case HistoryEvent.OutcomeWritten it -> {
                if (it.ending() == Ending.SUCCEEDED) {
                    succeeded++;
                } else {
                    failed++;
                }
            }
            case HistoryEvent.DeadLettered it -> deadLettered++;
            case HistoryEvent.BooksSeen it -> {
                if (!it.books().even() && uneven.add(it.process())) {
                    violations.add(
                            Guarantee.BOOKS, "the books of process " + it.process() + " are uneven: " + it.books());
                }
            }
            case HistoryEvent.BooksAtEnd it -> compare(it.books(), violations);
            default -> {}
        }
    }

    private void compare(Books books, Violations violations) {
        int received = succeeded + failed + deadLettered;
        var right = new Books(received, succeeded, failed, deadLettered, 0, 0, 0, sent - received, 0);
        if (!books.equals(right)) {
            violations.add(Guarantee.BOOKS, "the books say " + books + ", but it was " + right);
        }
    }
}
