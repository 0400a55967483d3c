package io.tocsin.simulation.history;

/** What a history may break. The numbers are those of the engine's rules in its README. */
public enum Guarantee {
    /** 1: every request has its outcome, and what cannot be a request is a dead letter. */
    NOTHING_LOST,
    /** 1: a call begins only when its in-flight entry is committed. */
    CALL_AFTER_COMMIT,
    /** 1: where the outside cannot be asked, a call begins only when its announcement is committed. */
    CALL_ANNOUNCED,
    /** 2: one outcome for each id, and one more for each time a person sends a failed one again. */
    ONE_OUTCOME,
    /** 3: the outside does it once; where it cannot be asked, what must not come twice. */
    ONE_EFFECT,
    /** 3: an outcome says what the outside did. */
    TRUE_OUTCOME,
    /** 3: after a call whose end is not known the outside is asked before it is called again. */
    INQUIRY_FIRST,
    /** 3: where the outside cannot be asked, only what was called or announced is given up as unknown. */
    JUST_DOUBT,
    /** 3: every attempt carries the same idempotency key. */
    SAME_KEY,
    /** 4: the stream thread does not wait for the outside. */
    STREAM_NEVER_WAITS,
    /** 5: no more attempts at once than allowed, announced ones among them, and none is counted for ever. */
    BOUND_OF_CALLS,
    /** 5: for each key one attempt at a time, in the order of arrival. */
    ORDER_OF_KEY,
    /** 5: where the order is kept, what is refused for now keeps its place before those of its key. */
    ORDER_KEPT,
    /** 6: not tried before it is due, and not more often than allowed. */
    RETRIES,
    /** 7: no call while the circuit is open, one probe at a time, no attempt consumed; it does open, and for trouble only. */
    CIRCUIT,
    /** 8: stopping starts no call and interrupts none. */
    GENTLE_STOP,
    /** 9: the books are even, and they are true. */
    BOOKS,
    /** At the end nothing is left in flight or waiting. */
    NOTHING_LEFT,
    /** The engine does not throw. */
    NO_FAILURE
}
