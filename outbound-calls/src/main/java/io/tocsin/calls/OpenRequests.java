package io.tocsin.calls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one task that are in flight, and which of them may be called next: the oldest of each key, once its
 * in-flight entry is durable. Not thread-safe; only the task's stream thread uses it.
 *
 * <pre>
 *   add ──► not durable ──commit──► durable ──oldest of its key──► ready ──take──► calling ──remove──►
 *                  ▲                                            announce │ ▲           │ hold
 *                  └─────────────────────────────────────────────────────┘ └─due─ held ◄┘
 * </pre>
 *
 * <p>What was announced has its permit already and goes first: behind one that waits for a permit it would keep its own for ever. When
 * its permit has lost its worth before the call could begin, it is withdrawn, and stands in line for another.
 */
final class OpenRequests<Q> {
    private final Map<String, OpenRequest<Q>> byId = new HashMap<>();
    private final Map<String, Lane<Q>> lanes = new HashMap<>();
    private final ArrayDeque<OpenRequest<Q>> notDurable = new ArrayDeque<>();
    private final ArrayDeque<OpenRequest<Q>> announced = new ArrayDeque<>();
    private final ArrayDeque<OpenRequest<Q>> ready = new ArrayDeque<>();
    private final PriorityQueue<Held<Q>> held = new PriorityQueue<>(Comparator.comparingLong(Held::dueMillis));
    private final AgeBook ages = new AgeBook();
    private int calling;

    /** How many have a permit already, and are not durable yet. */
    private int announcing;

    /** One that keeps its place and is left alone for a while. */
    private record Held<Q>(OpenRequest<Q> request, long dueMillis, boolean wished) {}

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
        if (request.permit != null) {
            announcing++;
        }
        notDurable.add(request);
    }

    /** Marks as durable what was written before the thread's commit count became {@code commits}. */
    void committed(long commits) {
        OpenRequest<Q> request;
        while ((request = notDurable.peek()) != null && request.durableAt(commits)) {
            notDurable.remove();
            if (request.permit != null) {
                announcing--;
            }
            request.becomeDurable();
            if (lane(request).oldest == request) {
                becomeReady(request);
            }
        }
    }

    private void becomeReady(OpenRequest<Q> request) {
        (request.permit == null ? ready : announced).add(request);
    }

    /** Whether one of this key would be the only one, and nothing waits to be called: it need not stand in line. */
    boolean isFree(String key) {
        return ready.isEmpty() && !lanes.containsKey(key);
    }

    /** The next that may be called, without taking it; {@code null} when there is none. */
    @Nullable OpenRequest<Q> peekReady() {
        return announced.isEmpty() ? ready.peek() : announced.peek();
    }

    /** Takes what {@link #peekReady} showed: its call has started. */
    void takeReady() {
        removeReady();
        calling++;
    }

    /** Takes what {@link #peekReady} showed: its in-flight entry was written anew, and it is ready again when that is durable. */
    void announceReady(long commits) {
        OpenRequest<Q> request = removeReady();
        request.writtenAt(commits);
        announcing++;
        notDurable.add(request);
    }

    /** What {@link #peekReady} showed, and was announced, has lost its permit: it is ready like the others, before them. */
    void withdrawReady() {
        ready.addFirst(announced.remove());
    }

    private OpenRequest<Q> removeReady() {
        return announced.isEmpty() ? ready.remove() : announced.remove();
    }

    /**
     * A request whose call has ended keeps its place, and is ready again at {@code dueMillis}.
     *
     * @param wished whether the outside has named that time
     */
    void hold(OpenRequest<Q> request, long dueMillis, boolean wished) {
        calling--;
        held.add(new Held<>(request, dueMillis, wished));
    }

    /** The outside is back: makes ready what was held, but for what it has named a time for. */
    void dueEarly() {
        held.removeIf(it -> {
            if (!it.wished()) {
                becomeReady(it.request());
            }
            return !it.wished();
        });
    }

    /** Makes ready what was held until {@code nowMillis}. */
    void due(long nowMillis) {
        Held<Q> next;
        while ((next = held.peek()) != null && next.dueMillis() <= nowMillis) {
            held.remove();
            becomeReady(next.request());
        }
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
                becomeReady(next);
            }
        }
    }

    /** The permits of those whose calls have not begun. */
    List<CallDispatcher.Permit> permits() {
        var permits = new ArrayList<CallDispatcher.Permit>();
        for (OpenRequest<Q> request : byId.values()) {
            if (request.permit != null) {
                permits.add(request.permit);
            }
        }
        return permits;
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
        boolean nothingElse = ready.isEmpty() && held.isEmpty();
        return calling == 0 && announced.isEmpty() && (announcing > 0 || nothingElse);
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
