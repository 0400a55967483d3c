package io.tocsin.simulation.history;

import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rule 1: every request has its outcome; a failed one that a person sends again has one more; what cannot be taken, or reuses
 * an id for other content, is a dead letter, and nothing else is.
 */
final class NothingLost implements HistoryRule {
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final List<HistoryEvent.Sent> sent = new ArrayList<>();
    private final Set<Place> deadLetters = new HashSet<>();

    private record Place(int partition, long offset) {}

    private static final class Request {
        private HistoryEvent.Sent first;
        private int redrives;
        private int expected = 1;
        private int outcomes;
        private @Nullable Ending last;

        private Request(HistoryEvent.Sent first) {
            this.first = first;
        }

        /** A redrive counts when the person has seen the failure and this is the first with its number. */
        private void sentAgain(HistoryEvent.Sent again) {
            if (again.offset() < first.offset()) {
                first = again;
            }
            if (again.redrives() > redrives
                    && outcomes == expected
                    && last != Ending.SUCCEEDED
                    && again.content().equals(first.content())) {
                expected++;
            }
            redrives = Math.max(redrives, again.redrives());
        }
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.Sent it -> {
                sent.add(it);
                if (!it.hopeless()) {
                    Request known = requests.get(it.id());
                    if (known == null) {
                        requests.put(it.id(), new Request(it));
                    } else {
                        known.sentAgain(it);
                    }
                }
            }
            case HistoryEvent.OutcomeWritten it -> {
                Request request = requests.get(it.id());
                if (request == null) {
                    violations.add(Guarantee.NOTHING_LOST, "an outcome for " + it.id() + ", which nobody sent");
                } else {
                    request.outcomes++;
                    request.last = it.ending();
                }
            }
            case HistoryEvent.DeadLettered it -> deadLetters.add(new Place(it.partition(), it.offset()));
            case HistoryEvent.NeverAtRest it -> violations.add(Guarantee.NOTHING_LEFT, "it never comes to rest");
            case HistoryEvent.StoresAtEnd it -> {
                if (it.inFlight() + it.waiting() > 0) {
                    violations.add(
                            Guarantee.NOTHING_LEFT,
                            "partition " + it.partition() + " came to rest with " + it.inFlight() + " in flight and "
                                    + it.waiting() + " waiting");
                }
            }
            default -> {}
        }
    }

    @Override
    public void end(Violations violations) {
        requests.forEach((id, request) -> {
            if (request.outcomes < request.expected) {
                violations.add(
                        Guarantee.NOTHING_LOST,
                        id + " has " + request.outcomes + " outcomes where it must have " + request.expected);
            }
        });
        for (HistoryEvent.Sent it : sent) {
            boolean dead = deadLetters.contains(new Place(it.partition(), it.offset()));
            Request request = requests.get(it.id());
            boolean mustBe = it.hopeless() || request == null || !it.content().equals(request.first.content());
            if (dead != mustBe) {
                violations.add(
                        Guarantee.NOTHING_LOST,
                        "the record at " + it.partition() + '/' + it.offset() + " (" + it.id() + ") is "
                                + (dead ? "a" : "no") + " dead letter");
            }
        }
    }
}
