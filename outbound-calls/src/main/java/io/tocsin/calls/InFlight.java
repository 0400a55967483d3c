package io.tocsin.calls;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one task that are in flight: each on the heap, in {@link OpenRequests}, and as an entry of the store, its durable
 * twin. Not thread-safe; only the task's stream thread uses it.
 *
 * <p>Where calls are announced an entry says whether its request may be called. Only what may be was perhaps called by a former
 * owner; where nothing is announced that is every entry.
 */
final class InFlight<Q> {
    private static final long ALREADY_COMMITTED = Long.MIN_VALUE;

    private final KeyValueStore<String, byte[]> store;
    private final RequestForm<Q> form;
    private final CommitSignal commits;
    private final Clock clock;
    private final boolean announcing;
    private final OpenRequests<Q> open = new OpenRequests<>();
    private long nextSequence;

    /**
     * Begins with what a former owner has left in the store.
     *
     * @param announcing whether calls are announced
     */
    InFlight(
            KeyValueStore<String, byte[]> store,
            RequestForm<Q> form,
            CommitSignal commits,
            Clock clock,
            boolean announcing) {
        this.store = store;
        this.form = form;
        this.commits = commits;
        this.clock = clock;
        this.announcing = announcing;
        resume();
    }

    private void resume() {
        record Found(String id, StoredRequest stored) {}
        var found = new ArrayList<Found>();
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                found.add(new Found(entry.key, StoredRequest.of(entry.value)));
            }
        }
        found.sort(Comparator.comparingLong(it -> it.stored().sequence()));
        for (Found it : found) {
            resume(it.id(), it.stored());
        }
        open.committed(0);
    }

    private void resume(String id, StoredRequest stored) {
        Q request = form.read(stored.request());
        History history = stored.mayBeCalled()
                ? stored.history().called(stored.storedMillis()).suspected(true)
                : stored.history();
        open.add(new OpenRequest<>(
                stored.sequence(),
                id,
                form.key(request),
                request,
                stored.trace(),
                history,
                stored.mayBeCalled(),
                ALREADY_COMMITTED));
        nextSequence = stored.sequence() + 1;
    }

    /**
     * Takes one in. The entry holds the bytes as they were received: writing them anew would cost as much as the call itself.
     *
     * @param permit for its call, where it is announced at once
     */
    void admit(
            Reading.Understood<Q> understood,
            String id,
            History history,
            Trace trace,
            CallDispatcher.@Nullable Permit permit) {
        Q request = understood.request();
        var admitted = new OpenRequest<>(
                nextSequence++,
                id,
                form.key(request),
                request,
                trace,
                history,
                !announcing || permit != null,
                commits.commits());
        admitted.permit = permit;
        open.add(admitted);
        write(admitted, understood.received());
    }

    /** Announces the call of the one that {@link #peekReady} showed. */
    void announceReady(OpenRequest<Q> request, CallDispatcher.Permit permit) {
        request.permit = permit;
        request.mayBeCalled = true;
        write(request, form.write(request.request));
        open.announceReady(commits.commits());
    }

    /**
     * Takes back the announcement of the one that {@link #peekReady} showed: it stands in line again, before the others.
     *
     * @return its permit, which is not used
     */
    CallDispatcher.Permit withdrawReady(OpenRequest<Q> request, CallDispatcher.Permit permit) {
        request.mayBeCalled = false;
        write(request, form.write(request.request));
        request.permit = null;
        open.withdrawReady();
        return permit;
    }

    /**
     * One whose call has ended keeps its place; it is called again at {@code dueMillis}, or when the outside is back.
     *
     * @param wished whether the outside has named that time
     */
    void hold(OpenRequest<Q> request, History history, long dueMillis, boolean wished) {
        request.history = history;
        request.mayBeCalled = !announcing;
        write(request, form.write(request.request));
        open.hold(request, dueMillis, wished);
    }

    private void write(OpenRequest<Q> request, byte[] bytes) {
        store.put(
                request.id,
                new StoredRequest(
                                request.sequence,
                                clock.millis(),
                                request.history,
                                request.trace,
                                bytes,
                                request.mayBeCalled)
                        .toBytes());
    }

    /** Removes one whose call has ended. */
    void remove(OpenRequest<Q> request) {
        open.remove(request);
        store.delete(request.id);
    }

    /** The call of the one that {@link #peekReady} showed begins. */
    void takeReady(OpenRequest<Q> request) {
        open.takeReady();
        request.permit = null;
    }

    /** Permits that were got ahead of calls that have not begun. */
    List<CallDispatcher.Permit> unusedPermits() {
        return open.permits();
    }

    @Nullable OpenRequest<Q> find(String id) {
        return open.find(id);
    }

    @Nullable OpenRequest<Q> any() {
        return open.any();
    }

    boolean isFree(String key) {
        return open.isFree(key);
    }

    @Nullable OpenRequest<Q> peekReady() {
        return open.peekReady();
    }

    /** Looks for what has become durable, and for what was held until now. */
    void tick() {
        open.committed(commits.commits());
        open.due(clock.millis());
    }

    /** The outside is back. */
    void dueEarly() {
        open.dueEarly();
    }

    int size() {
        return open.size();
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean onlyWaitsForCommit() {
        return open.onlyWaitsForCommit();
    }

    AgeBook ages() {
        return open.ages();
    }
}
