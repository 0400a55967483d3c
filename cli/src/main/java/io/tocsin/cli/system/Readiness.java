package io.tocsin.cli.system;

/** What a part says of itself. */
sealed interface Readiness {
    /** It does its work. */
    record Ready() implements Readiness {}

    /**
     * It does not, or not yet.
     *
     * @param reason for people
     */
    record NotReady(String reason) implements Readiness {}
}
