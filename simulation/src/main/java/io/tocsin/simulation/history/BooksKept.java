package io.tocsin.simulation.history;

import io.tocsin.calls.Books;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.util.HashSet;
import java.util.Set;

/** Rule 9: the books are even whenever one looks, and in the end they say what happened. */
final class BooksKept implements HistoryRule {
    private final Set<Integer> uneven = new HashSet<>();
    private long sent;
    private long succeeded;
    private long failed;
    private long deadLettered;
    private long lives;

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
            case HistoryEvent.LifeBegan it -> lives++;
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

    /** Each owner may ask for one record, which comes as a duplicate; whether it did, only the engine knows. */
    private void compare(Books books, Violations violations) {
        long received = succeeded + failed + deadLettered;
        long fewest = sent - received;
        long duplicates = Math.clamp(books.duplicates(), fewest, fewest + lives);
        var right = new Books(received, succeeded, failed, deadLettered, 0, 0, 0, duplicates, 0);
        if (!books.equals(right)) {
            violations.add(Guarantee.BOOKS, "the books say " + books + ", but it was " + right);
        }
    }
}
