package io.tocsin.notification.topology;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which recipients are not reached: a message to them waits for longer than it may, or was given up and none was accepted since.
 * EN 54-21 wants a fault on the alarm's way to people to be told within 100 s. All of it lies in a store: what waits under its recipient
 * and its id, with the time from which on it waits; who is not reached under its name.
 */
final class AcceptanceBook {
    private static final String WAITS = "waits ";
    private static final String LOST = "lost ";
    private static final String SEPARATOR = "\n";

    private final KeyValueStore<String, Long> store;
    private final Duration within;

    /** What begins or ends. */
    sealed interface Change {
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
    AcceptanceBook(KeyValueStore<String, Long> store, Duration within) {
        this.store = store;
        this.within = within;
    }

    /** A message waits to be accepted, since {@code due}; of one that is known already the first time counts. */
    void waits(String recipient, String message, Instant due) {
        store.putIfAbsent(waitingKey(recipient, message), due.toEpochMilli());
    }

    /** A message was accepted. */
    Optional<Change> accepted(String recipient, String message, Instant now) {
        store.delete(waitingKey(recipient, message));
        if (store.get(LOST + recipient) == null || isAnyLate(recipient, now)) {
            return Optional.empty();
        }
        store.delete(LOST + recipient);
        return Optional.of(new Change.Reached(recipient));
    }

    /** A message was given up. */
    Optional<Change> givenUp(String recipient, String message, String detail, Instant now) {
        Long due = store.delete(waitingKey(recipient, message));
        return lost(recipient, detail, due == null ? now : Instant.ofEpochMilli(due));
    }

    private Optional<Change> lost(String recipient, String detail, Instant since) {
        return store.putIfAbsent(LOST + recipient, since.toEpochMilli()) == null
                ? Optional.of(new Change.Lost(recipient, detail, since))
                : Optional.empty();
    }

    private boolean isAnyLate(String recipient, Instant now) {
        try (KeyValueIterator<String, Long> waiting =
                store.prefixScan(WAITS + recipient + SEPARATOR, new StringSerializer())) {
            while (waiting.hasNext()) {
                if (isLate(waiting.next().value, now)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Time has passed: who is newly found not reached. */
    List<Change> passed(Instant now) {
        Map<String, Long> late = new LinkedHashMap<>();
        try (KeyValueIterator<String, Long> waiting = store.prefixScan(WAITS, new StringSerializer())) {
            waiting.forEachRemaining(it -> {
                if (isLate(it.value, now)) {
                    late.merge(recipient(it.key), it.value, Math::min);
                }
            });
        }
        var changes = new ArrayList<Change>();
        late.forEach((recipient, due) -> lost(
                        recipient,
                        "a message has not been accepted within " + within.toSeconds() + " s",
                        Instant.ofEpochMilli(due))
                .ifPresent(changes::add));
        return changes;
    }

    /** Who is not reached now. */
    Set<String> notReached() {
        var recipients = new TreeSet<String>();
        try (KeyValueIterator<String, Long> lost = store.prefixScan(LOST, new StringSerializer())) {
            lost.forEachRemaining(it -> recipients.add(it.key.substring(LOST.length())));
        }
        return recipients;
    }

    private boolean isLate(long dueMillis, Instant now) {
        return now.toEpochMilli() - dueMillis > within.toMillis();
    }

    private static String waitingKey(String recipient, String message) {
        return WAITS + recipient + SEPARATOR + message;
    }

    private static String recipient(String waitingKey) {
        return waitingKey.substring(WAITS.length(), waitingKey.indexOf(SEPARATOR));
    }
}
