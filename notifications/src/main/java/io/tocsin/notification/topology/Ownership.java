package io.tocsin.notification.topology;

/**
 * Whether a task may act by itself, and not only upon a record. Kafka recognises an owner that was replaced by the offsets of its
 * commit, and there are none before the first record (ADR 6): so it asks for one, and acts when it has come.
 */
final class Ownership {
    private boolean proven;
    private boolean asked;

    /** A record has come. */
    void prove() {
        proven = true;
    }

    /**
     * Whether it may act.
     *
     * @param ask sends a record that will come back to this task; run once at the most
     */
    boolean isProvenOrAsk(Runnable ask) {
        if (!proven && !asked) {
            asked = true;
            ask.run();
        }
        return proven;
    }
}
