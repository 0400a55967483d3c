package io.tocsin.simulator.admin;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.simulator.bank.BankServer;
import io.tocsin.simulator.bank.Ledger;
import io.tocsin.simulator.bank.LedgerEntry;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/** What the bank charged, by its own books: the other side of every check that nothing was lost or doubled. */
@Path("/ledger")
@Tag(name = "Bank")
public class LedgerResource {
    private static final String NDJSON = "application/x-ndjson";

    private final BankServer bank;

    LedgerResource(BankServer bank) {
        this.bank = bank;
    }

    /** Everything that the bank did for one payment. */
    public record PaymentCharges(PaymentId paymentId, List<LedgerEntry> charges) {}

    /** The ledger in figures. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "The ledger in figures",
            description = "The sums follow from the ledger and survive a restart; requests, inquiries, replays,"
                    + " conflicts, keyReuseRefusals, malformed and faultsShown count since the start.")
    public Ledger.Summary summary() {
        return bank.ledger().summary();
    }

    /** Everything that the bank decided for one payment, in its order. */
    @GET
    @Path("/charges/{paymentId}")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(summary = "Everything that the bank decided for one payment, oldest first; empty when nothing")
    @APIResponse(responseCode = "400", description = "The payment id is not a UUID")
    public PaymentCharges chargesOf(@PathParam("paymentId") String paymentId) {
        PaymentId payment = PaymentId.of(paymentId);
        return new PaymentCharges(payment, bank.ledger().chargesOf(payment));
    }

    /** All charges, one JSON object a line. */
    @GET
    @Path("/charges")
    @Produces(NDJSON)
    @Operation(summary = "All charges, one JSON object a line, oldest first")
    @APIResponse(responseCode = "200", description = "The lines of the ledger at this moment")
    @APIResponse(responseCode = "400", description = "since is not a time")
    public Response charges(@Nullable @QueryParam("since") String since) {
        Ledger.Lines lines = bank.ledger().linesSince(time(since));
        return lines.length() == 0
                ? Response.ok("", NDJSON).build()
                : Response.ok(new PathPart(lines.path(), lines.offset(), lines.length()), NDJSON)
                        .build();
    }

    /** Forgets everything: for tests and demonstrations. */
    @DELETE
    @Operation(
            summary = "Forget every charge and every key",
            description = "For tests and demonstrations only: a payment that was charged before can be charged again.")
    @APIResponse(responseCode = "204", description = "The ledger is empty")
    public void clear() {
        bank.ledger().clear();
    }

    private static Instant time(@Nullable String since) {
        if (since == null) {
            return Instant.EPOCH;
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeParseException e) {
            throw new InvalidFieldException("since", "must be a time like 2025-01-06T08:30:00Z");
        }
    }
}
