package io.tocsin.simulator.bank;

/** What the bank makes of a charge request when it looks at its idempotency key. */
sealed interface Admission {
    /** The key is new: the charge is to be decided. */
    record New(RunningCharge charge) implements Admission {}

    /** The key is known, and the request is the same. */
    record Known(BookedCharge charge) implements Admission {}

    /** The first request with this key is not decided. */
    record StillRunning() implements Admission {}

    /** The key was used for something else. */
    record KeyReused() implements Admission {}
}
