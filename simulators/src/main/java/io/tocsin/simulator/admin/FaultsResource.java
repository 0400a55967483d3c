package io.tocsin.simulator.admin;

import io.tocsin.simulator.bank.BankServer;
import io.tocsin.simulator.bank.FaultPlanJson;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Breaks the bank on purpose, and mends it, while it runs. */
@Path("/faults")
@Tag(name = "Bank")
@Produces(MediaType.APPLICATION_JSON)
public class FaultsResource {
    private static final String EXAMPLE = """
            {"latency": {"kind": "lognormal", "median": 50, "p99": 200}, "offline": false, "seed": 7,
             "faults": [{"kind": "chargeThenDrop", "share": 0.05},
                        {"kind": "hang", "share": 0.01, "millis": 30000, "charged": true, "applyTo": "both"},
                        {"kind": "tooManyRequests", "share": 0.1, "retryAfterSeconds": 2}],
             "declines": [{"tokenPrefix": "tok_declined_"}]}""";

    private final BankServer bank;
    private final FaultPlanJson json = new FaultPlanJson();

    FaultsResource(BankServer bank) {
        this.bank = bank;
    }

    /** How the bank behaves now. */
    @GET
    @Operation(summary = "How the bank behaves now")
    @APIResponse(
            responseCode = "200",
            description = "The whole document",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.OBJECT),
                            examples = @ExampleObject(name = "faults", value = EXAMPLE)))
    public byte[] faults() {
        return json.write(bank.faults().plan());
    }

    /** Makes the bank behave so, from the next request on. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make the bank behave so",
            description = "The whole document; what it leaves out is as at the start. When this answers, the bank"
                    + " listens, or refuses connections, as asked.")
    @APIResponse(responseCode = "200", description = "The whole document as it now holds")
    @APIResponse(responseCode = "400", description = "Not of the form; the field at fault is named")
    public byte[] change(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            examples = @ExampleObject(name = "faults", value = EXAMPLE)))
                    byte[] document) {
        bank.faults().set(json.read(document, bank.faults().healthy()));
        return faults();
    }

    /** Mends the bank. */
    @DELETE
    @Operation(summary = "Mend the bank: behave as at the start")
    @APIResponse(responseCode = "200", description = "The whole document as it now holds")
    public byte[] clear() {
        bank.faults().clear();
        return faults();
    }
}
