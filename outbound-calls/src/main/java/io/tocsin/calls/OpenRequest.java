package io.tocsin.calls;

import org.jspecify.annotations.Nullable;

/**
 * A request that was taken in and has no outcome yet, as it is held on the heap. Its durable twin is the in-flight entry.
 *
 * <p>Only the stream thread of its task touches it; a call gets immutable copies of what it needs.
 */
final class OpenRequest<Q> {
    final long sequence;
    final String id;
    final String key;
    final Q request;
    final Trace trace;
    History history;

    /** The next of the same key, in order of arrival. */
    @Nullable OpenRequest<Q> next;

    /** The right to be called, where it was got ahead of the call. */
    CallDispatcher.@Nullable Permit permit;

    /** Whether the in-flight entry says that it may be called. */
    boolean mayBeCalled;

    /** The thread's commit count when the in-flight entry was written; durable once the count is higher. */
    private long writtenAtCommit;

    private boolean durable;

    OpenRequest(
            long sequence,
            String id,
            String key,
            Q request,
            Trace trace,
            History history,
            boolean mayBeCalled,
            long writtenAtCommit) {
        this.sequence = sequence;
        this.id = id;
        this.key = key;
        this.request = request;
        this.trace = trace;
        this.history = history;
        this.mayBeCalled = mayBeCalled;
        this.writtenAtCommit = writtenAtCommit;
    }

    boolean durableAt(long commits) {
        return commits > writtenAtCommit;
    }

    boolean isDurable() {
        return durable;
    }

    void becomeDurable() {
        durable = true;
    }

    /** Its in-flight entry was written anew. */
    void writtenAt(long commits) {
        writtenAtCommit = commits;
        durable = false;
    }
}
