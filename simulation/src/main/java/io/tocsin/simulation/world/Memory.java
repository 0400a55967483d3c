package io.tocsin.simulation.world;

/** What the outside remembers of the calls that reach it, and so what keeps an effect one. */
enum Memory {
    /** What it answered under each idempotency key: the same key has one effect. */
    KEYS,
    /** What it did, but no keys: it can be asked, and each call has its effect. */
    EFFECTS,
    /** Nothing: it cannot be asked, and each call has its effect. */
    NOTHING
}
