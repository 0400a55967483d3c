package io.tocsin.notification.http;

import io.tocsin.calls.Books;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.notification.topology.NotificationParts;
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
    private final NotificationParts parts;

    BalanceResource(NotificationParts parts) {
        this.parts = parts;
    }

    /**
     * What came in and what became of it, for both channels.
     *
     * @param emails the books of e-mails
     * @param sms the books of SMS
     */
    public record Balances(Balance emails, Balance sms) {}

    /**
     * What came in and what became of it, for the partitions that this instance owns, since the first start.
     *
     * @param received messages and unreadable records, each once
     * @param accepted taken over by the gateway
     * @param failed given up, and in the dead letters
     * @param deadLettered no messages
     * @param inFlight taken in: being sent, about to be, or waiting for a gateway that is away
     * @param waiting for their next attempt
     * @param onTheirWay back at the end of the topic, not read again yet
     * @param duplicates further records of known ids; not part of {@code received}
     * @param even whether {@code received} is the sum of the six figures after it
     * @param circuit to the gateway: {@code closed}, {@code open} or {@code half-open}
     * @param oldestUnsentSeconds age of the oldest message without an outcome
     */
    public record Balance(
            long received,
            long accepted,
            long failed,
            long deadLettered,
            long inFlight,
            long waiting,
            long onTheirWay,
            long duplicates,
            boolean even,
            String circuit,
            long oldestUnsentSeconds) {
        static Balance of(OutboundCalls<?, ?> engine) {
            Books books = engine.books();
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
                    engine.circuit(),
                    books.oldestWaitingMillis() / 1000);
        }
    }

    /** Answers from memory; costs nothing. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "This instance's books", description = "They survive restarts, and must come out even.")
    public Balances balance() {
        return new Balances(
                Balance.of(parts.emails().engine()), Balance.of(parts.sms().engine()));
    }
}
