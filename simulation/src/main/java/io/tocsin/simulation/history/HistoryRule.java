package io.tocsin.simulation.history;

/** Watches a history for what breaks one guarantee. Used for one history. */
interface HistoryRule {
    /** The next event. */
    void see(HistoryEvent event, Violations violations);

    /** There are no more events. */
    default void end(Violations violations) {}
}
