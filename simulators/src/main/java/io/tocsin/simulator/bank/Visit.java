package io.tocsin.simulator.bank;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request, from the moment it is read to its answer. Mutable, for there are ten thousand a second; it never leaves
 * the event loop.
 */
final class Visit {
    final HttpServerRequest http;
    final long arrivedNanos;
    final @Nullable Fault fault;

    /** The payment asked about; null when this is a charge. */
    final @Nullable Id inquiry;

    /** The charge that is to be decided when the latency is over; null when there is nothing left to decide. */
    @Nullable RunningCharge running;

    /** What the answer tells; null while that is not decided. */
    @Nullable BookedCharge charge;

    /** Whether the charge was decided on an earlier request with the same key. */
    boolean replayed;

    /** Whether a {@link Fault.Hang} has run its time. */
    boolean hung;

    /** Whether the ledger could not be written. */
    boolean ledgerFailed;

    Visit(HttpServerRequest http, @Nullable Fault fault, @Nullable Id inquiry) {
        this.http = http;
        this.arrivedNanos = System.nanoTime();
        this.fault = fault;
        this.inquiry = inquiry;
    }

    boolean cut() {
        return http.response().closed();
    }
}
