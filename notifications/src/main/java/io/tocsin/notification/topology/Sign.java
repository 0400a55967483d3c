package io.tocsin.notification.topology;

/** What reaches an incident, as it was received. */
sealed interface Sign {
    /** From {@code notifications}. */
    record Notified(byte[] value) implements Sign {}

    /** From {@code incident-inputs}. */
    record Input(byte[] value) implements Sign {}
}
