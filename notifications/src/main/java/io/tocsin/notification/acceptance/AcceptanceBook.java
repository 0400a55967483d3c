package io.tocsin.notification.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which recipients are not reached: a message to them waits for longer than it may, or was given up. EN 54-21 wants a fault in the
 * alarm's way to be told within 100 s.
 *
 * <p>Used by one thread at a time.
 */
public final class AcceptanceBook {
    private final Duration within;
    private final Map<String, Map<String, Instant>> waiting = new HashMap<>();
    private final Set<String> notReached = new HashSet<>();

    /** What begins or ends. */
    public sealed interface Change {
        /** Whom it is about. */
        String recipient();

        /**
         * The recipient is not reached.
         *
         * @param detail why, for people
         * @param since when the message was due
         */
        record Lost(String recipient, String detail, Instant since) implements Change {}

        /** The recipient is reached again. */
        record Reached(String recipient) implements Change {}
    }

    /** @param within how long a message may take to be accepted */
    public AcceptanceBook(Duration within) {
        this.within = within;
    }

    /**
     * A message waits to be accepted.
     *
     * @param due since when; of a message that is known already the first counts
     * @return whether it was not known
     */
    public boolean waits(String recipient, String message, Instant due) {
        return waiting.computeIfAbsent(recipient, it -> new HashMap<>()).putIfAbsent(message, due) == null;
    }

    /** The recipient was found not reached before, by a former owner of this book. */
    public void remember(String recipient) {
        notReached.add(recipient);
    }

    /** A message was accepted. */
    public Optional<Change> accepted(String recipient, String message, Instant now) {
        settle(recipient, message);
        boolean late =
                waiting.getOrDefault(recipient, Map.of()).values().stream().anyMatch(due -> isLate(due, now));
        return !late && notReached.remove(recipient) ? Optional.of(new Change.Reached(recipient)) : Optional.empty();
    }

    /** A message was given up. */
    public Optional<Change> givenUp(String recipient, String message, String detail, Instant now) {
        Instant due = settle(recipient, message).orElse(now);
        return notReached.add(recipient) ? Optional.of(new Change.Lost(recipient, detail, due)) : Optional.empty();
    }

    private Optional<Instant> settle(String recipient, String message) {
        Map<String, Instant> messages = waiting.get(recipient);
        if (messages == null) {
            return Optional.empty();
        }
        Instant due = messages.remove(message);
        if (messages.isEmpty()) {
            waiting.remove(recipient);
        }
        return Optional.ofNullable(due);
    }

    /** Time has passed: who is newly found not reached. */
    public List<Change> passed(Instant now) {
        var lost = new ArrayList<Change>();
        waiting.forEach((recipient, messages) -> messages.values().stream()
                .filter(due -> isLate(due, now))
                .min(Instant::compareTo)
                .filter(due -> notReached.add(recipient))
                .ifPresent(due -> lost.add(new Change.Lost(
                        recipient, "a message was not accepted within " + within.toSeconds() + " s", due))));
        return lost;
    }

    private boolean isLate(Instant due, Instant now) {
        return now.isAfter(due.plus(within));
    }

    /** Who is not reached now. */
    public Set<String> notReached() {
        return Set.copyOf(notReached);
    }
}
