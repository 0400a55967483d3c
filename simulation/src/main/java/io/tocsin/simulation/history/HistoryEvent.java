package io.tocsin.simulation.history;

import io.tocsin.calls.Books;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. A history is a list of them in the order in which they happened.
 *
 * <p>Whoever records a history gives the events he can see. A guarantee is checked as far as the events for it are there: with
 * requests, effects and outcomes alone it is still found whether one was lost or doubled.
 *
 * <p>Numbers that stand for something: a <em>process</em> is one run of a program, a <em>life</em> is the time in which one
 * owner has one partition, an <em>attempt</em> is what the engine hands to one thread: an inquiry, a call, or both. Each is
 * used once in a history.
 */
public sealed interface HistoryEvent {
    /** Nanoseconds since the history began. */
    long at();

    // What came in.

    /**
     * A request was written to its topic.
     *
     * @param content what must be the same in a duplicate
     * @param retries attempts that have failed, as the message claims
     * @param redrives how many times a person has sent it again
     * @param hopeless it cannot be taken: unreadable, or due too far in the future. Must become a dead letter
     */
    record Sent(
            long at,
            int partition,
            long offset,
            String id,
            String key,
            String content,
            int retries,
            int redrives,
            @Nullable Instant notBefore,
            boolean hopeless)
            implements HistoryEvent {}

    /** The engine sent a request back to its topic, and the transaction was committed. */
    record Republished(long at, int partition, long offset, String id) implements HistoryEvent {}

    // Who owns what.

    /** A program started. */
    record ProcessBegan(long at, int process) implements HistoryEvent {}

    /** A program is no more: killed, or stopped. */
    record ProcessEnded(long at, int process, String how) implements HistoryEvent {}

    /** A program, or a thread of it, stands still for a while, or does so no more. */
    record ProcessFrozen(long at, int process, boolean frozen) implements HistoryEvent {}

    /** An owner begins with a partition, with everything that was committed. */
    record LifeBegan(long at, int life, int process, int partition) implements HistoryEvent {}

    /** An owner has left its partition. */
    record LifeEnded(long at, int life, String how) implements HistoryEvent {}

    /** A request's in-flight entry was written, not yet committed. {@code offset} is that of the record that brought it. */
    record Admitted(long at, int life, String id, String key, long offset) implements HistoryEvent {}

    /**
     * Where the outside cannot be asked: a request's in-flight entry was written or removed, not yet committed.
     *
     * @param mayBeCalled whether its call may begin as soon as that is committed
     */
    record Announced(long at, int life, String id, boolean mayBeCalled) implements HistoryEvent {}

    /** What these lives had done was committed, in one transaction. */
    record Committed(long at, List<Integer> lives) implements HistoryEvent {
        /** Copies {@code lives}. */
        public Committed {
            lives = List.copyOf(lives);
        }
    }

    // What was asked of the outside.

    /**
     * An attempt was handed to its thread.
     *
     * @param wallMillis what the engine's clock said
     * @param circuit the circuit's state at this moment
     */
    record AttemptBegan(long at, long wallMillis, int attempt, int life, int process, Circuit circuit)
            implements HistoryEvent {}

    /** An attempt has ended and its thread is free. */
    record AttemptEnded(long at, int attempt) implements HistoryEvent {}

    /** The outside is asked what became of {@code id}. {@code number} counts attempts from 1, as the engine does. */
    record InquiryBegan(long at, int attempt, String id, int number) implements HistoryEvent {}

    /** What an inquiry brought. */
    record InquiryEnded(long at, int attempt, String id, Found found) implements HistoryEvent {}

    /** The outside is called. {@code number} counts attempts from 1, as the engine does. */
    record CallBegan(long at, int attempt, String id, String key, String idempotencyKey, int number)
            implements HistoryEvent {}

    /** What a call came back with; not recorded when the caller died before. */
    record CallEnded(
            long at,
            long wallMillis,
            int attempt,
            String id,
            Answer answer,
            @Nullable Duration retryAfter) implements HistoryEvent {}

    /** A call or an inquiry was interrupted. */
    record Interrupted(long at, int attempt) implements HistoryEvent {}

    /** The outside did what {@code id} asks for. */
    record Effect(long at, String id) implements HistoryEvent {}

    // What came out.

    /** An outcome can be read by a read-committed consumer. */
    record OutcomeWritten(long at, String id, Ending ending, int attempts) implements HistoryEvent {}

    /** A dead letter can be read by a read-committed consumer; {@code offset} is that of the record it was. */
    record DeadLettered(long at, int partition, long offset, String reason) implements HistoryEvent {}

    // What was seen.

    /** The books of a process, as they are shown. */
    record BooksSeen(long at, int process, Books books) implements HistoryEvent {}

    /** The circuit of a process has changed. */
    record CircuitSeen(long at, int process, Circuit circuit) implements HistoryEvent {}

    /** A stream thread was kept waiting in one step. */
    record StreamWaited(long at, int process, Duration time) implements HistoryEvent {}

    /** The engine threw something that nobody had thrown at it. */
    record EngineFailed(long at, int process, String what) implements HistoryEvent {}

    // What was done to it.

    /** A process was asked to let its calls finish before it stops. */
    record DrainBegan(long at, int process) implements HistoryEvent {}

    /** The clocks on the wall were moved. */
    record ClockMoved(long at, Duration by) implements HistoryEvent {}

    /** Something else that a reader should know. */
    record Note(long at, String text) implements HistoryEvent {}

    // How it ended.

    /** Long after the last thing broke, something still goes on. */
    record NeverAtRest(long at) implements HistoryEvent {}

    /** What lay in the stores of a partition when everything had come to rest. */
    record StoresAtEnd(long at, int partition, int inFlight, int waiting) implements HistoryEvent {}

    /** The books of all partitions when everything had come to rest. */
    record BooksAtEnd(long at, Books books) implements HistoryEvent {}

    /** How many calls a process counted as being made, when everything had come to rest. */
    record CallsAtEnd(long at, int process, int calls) implements HistoryEvent {}

    /** Where a circuit stands. */
    enum Circuit {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** What an inquiry brought to light. */
    enum Found {
        DONE,
        REFUSED,
        NOTHING,
        CANNOT_TELL,
        /** Nobody will ever be able to tell. */
        NEVER_KNOWN
    }

    /** What a call came back with. */
    enum Answer {
        ANSWERED,
        REFUSED_FOR_GOOD,
        REFUSED_FOR_NOW,
        DEFERRED,
        NOT_SENT,
        UNKNOWN;

        /** Whether the caller knows that this call had no effect. */
        boolean hadNoEffect() {
            return this == REFUSED_FOR_GOOD || this == REFUSED_FOR_NOW || this == DEFERRED || this == NOT_SENT;
        }

        /** Whether it counts against the circuit. */
        boolean isTrouble() {
            return this == REFUSED_FOR_NOW || this == NOT_SENT || this == UNKNOWN;
        }
    }

    /** What an outcome says. */
    enum Ending {
        SUCCEEDED,
        REFUSED,
        RETRIES_EXHAUSTED,
        EXPIRED,
        OUTCOME_UNKNOWN;

        /** Whether it says that the effect did not happen. */
        boolean deniesEffect() {
            return this == REFUSED || this == RETRIES_EXHAUSTED || this == EXPIRED;
        }
    }
}
