package io.tocsin.simulation.world;

/** The moments in which something may break. */
enum FaultPoint {
    /** Before a store is written: in the middle of a step of the stream thread. */
    STORE_WRITE,
    /** Before an event is sent. */
    FORWARD,
    /** Between two records. */
    BETWEEN_RECORDS,
    /** Between the punctuators and the commit: completions are taken in, calls have begun. */
    AFTER_PUNCTUATION,
    /** The stream thread is about to commit. */
    BEFORE_COMMIT,
    /** The transaction is committed, but the stream thread was not told. */
    COMMITTED_UNHEARD,
    /** The commit is counted, and the calls that waited for it have not begun. */
    AFTER_COMMIT,
    /** An attempt was handed over, and its thread begins. */
    ATTEMPT_BEGINS,
    /** An inquiry has been answered. */
    INQUIRY_ANSWERED,
    /** A call has begun. */
    CALL_BEGINS,
    /** A call has its answer, and the stream thread has not seen it. */
    CALL_ANSWERED
}
