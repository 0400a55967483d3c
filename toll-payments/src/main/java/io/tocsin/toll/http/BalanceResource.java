package io.tocsin.toll.http;

import io.tocsin.calls.Books;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.payment.ChargeAnswer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The books of this instance. */
@Path("/balance")
@Tag(name = "balance")
public final class BalanceResource {
    private final OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls;

    BalanceResource(OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls) {
        this.bankCalls = bankCalls;
    }

    /**
     * What came in and what became of it, for the partitions that this instance owns, since the first start.
     *
     * @param received payments and unreadable records, each once
     * @param settled charged
     * @param failed given up
     * @param deadLettered not payments
     * @param inFlight taken in, the bank is being asked or about to be
     * @param waiting for their next attempt
     * @param onTheirWay back at the end of the topic, not read again yet
     * @param duplicates further records of known ids; not part of {@code received}
     * @param even whether {@code received} is the sum of the six figures after it
     * @param circuit to the bank: {@code closed}, {@code open} or {@code half-open}
     * @param oldestWaitingSeconds age of the oldest payment without an outcome
     */
    public record Balance(
            long received,
            long settled,
            long failed,
            long deadLettered,
            long inFlight,
            long waiting,
            long onTheirWay,
            long duplicates,
            boolean even,
            String circuit,
            long oldestWaitingSeconds) {}

    /** Answers from memory; costs nothing. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "This instance's books", description = "They survive restarts, and must come out even.")
    public Balance balance() {
        Books books = bankCalls.books();
        return new Balance(
                books.received(),
                books.succeeded(),
                books.failed(),
                books.deadLettered(),
                books.inFlight(),
                books.waiting(),
                books.onTheirWay(),
                books.duplicates(),
                books.even(),
                bankCalls.circuit(),
                books.oldestWaitingMillis() / 1000);
    }
}
