package io.tocsin.cli.system;

/** Asks a part whether it is ready. */
@FunctionalInterface
interface Probe {
    /** Asks now; takes a few seconds at most. */
    Readiness ask();
}
