package io.tocsin.calls;

/** The names of the stores of one engine, and so of their changelog topics. Renaming one loses what it holds. */
record StoreNames(String inFlight, String waiting, String ledger, String tally) {
    static StoreNames of(String name) {
        return new StoreNames(
                name + "-calls-in-flight", name + "-calls-waiting", name + "-calls-ledger", name + "-calls-tally");
    }
}
