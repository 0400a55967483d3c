package io.tocsin.calls;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one task that are in flight, and which of them may be called next: the oldest of each key, once its
 * in-flight entry is durable. Not thread-safe; only the task's stream thread uses it.
 *
 * <pre>
 *   add ──► not durable ──commit──► durable ──oldest of its key──► ready ──take──► calling ──remove──►
 * </pre>
 */
final class OpenRequests<Q> {
    private final Map<String, OpenRequest<Q>> byId = new HashMap<>();
    private final Map<String, Lane<Q>> lanes = new HashMap<>();
    private final ArrayDeque<OpenRequest<Q>> notDurable = new ArrayDeque<>();
    private final ArrayDeque<OpenRequest<Q>> ready = new ArrayDeque<>();
    private final AgeBook ages = new AgeBook();
    private int calling;

    private static final class Lane<Q> {
        OpenRequest<Q> oldest;
        OpenRequest<Q> newest;

        Lane(OpenRequest<Q> only) {
            oldest = only;
            newest = only;
        }
    }

    @Nullable OpenRequest<Q> find(String id) {
        return byId.get(id);
    }

    /** One of them; {@code null} when there is none. */
    @Nullable OpenRequest<Q> any() {
        return byId.isEmpty() ? null : byId.values().iterator().next();
    }

    void add(OpenRequest<Q> request) {
        byId.put(request.id, request);
        ages.add(request.history.firstSeenMillis());
        Lane<Q> lane = lanes.get(request.key);
        if (lane == null) {
            lanes.put(request.key, new Lane<>(request));
        } else {
            lane.newest.next = request;
            lane.newest = request;
        }
        notDurable.add(request);
    }

    /** Marks as durable what was written before the thread's commit count became {@code commits}. */
    void committed(long commits) {
        OpenRequest<Q> request;
        while ((request = notDurable.peek()) != null && request.durableAt(commits)) {
            notDurable.remove();
            request.becomeDurable();
            if (lane(request).oldest == request) {
                ready.add(request);
            }
        }
    }

    /** The next that may be called, without taking it; {@code null} when there is none. */
    @Nullable OpenRequest<Q> peekReady() {
        return ready.peek();
    }

    /** Takes what {@link #peekReady} showed: its call has started. */
    void takeReady() {
        ready.remove();
        calling++;
    }

    /** Removes a request whose call has ended; the next of its key may then be called. */
    void remove(OpenRequest<Q> request) {
        calling--;
        byId.remove(request.id);
        ages.remove(request.history.firstSeenMillis());
        Lane<Q> lane = lane(request);
        OpenRequest<Q> next = request.next;
        if (next == null) {
            lanes.remove(request.key);
        } else {
            lane.oldest = next;
            if (next.isDurable()) {
                ready.add(next);
            }
        }
    }

    int size() {
        return byId.size();
    }

    int calling() {
        return calling;
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    boolean onlyWaitsForCommit() {
        return calling == 0 && ready.isEmpty();
    }

    AgeBook ages() {
        return ages;
    }

    private Lane<Q> lane(OpenRequest<Q> request) {
        Lane<Q> lane = lanes.get(request.key);
        if (lane == null) {
            throw new IllegalStateException("no lane for a request that is in flight: " + request.id);
        }
        return lane;
    }
}
