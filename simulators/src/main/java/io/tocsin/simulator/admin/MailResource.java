package io.tocsin.simulator.admin;

import io.tocsin.simulator.mail.MailPlan;
import io.tocsin.simulator.mail.MailPlanJson;
import io.tocsin.simulator.mail.MailServer;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What the simulated mail server has taken; breaks it on purpose, and mends it, while it runs. */
@Path("/mail")
@Tag(name = "Mail")
@Produces(MediaType.APPLICATION_JSON)
public class MailResource {
    private static final String EXAMPLE = """
            {"offline": false, "slowMillis": 0, "greylist": false, "throttle": {"perSecond": 10, "code": 450}, "seed": 7,
             "recipients": [{"address": "ann@example.org", "code": 550}, {"address": "@example.net", "code": 452}],
             "faults": [{"kind": "acceptThenDrop", "share": 0.3},
                        {"kind": "refuse", "at": "greeting", "code": 421, "share": 0.1},
                        {"kind": "cut", "at": "content", "share": 0.1},
                        {"kind": "hang", "at": "end", "millis": 60000, "stored": true, "share": 0.05}]}""";

    private final MailServer server;

    MailResource(MailServer server) {
        this.server = server;
    }

    /** What has come. */
    @GET
    @Operation(summary = "What has come, the newest first")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "The whole address of a recipient, capitals or not")
    @Parameter(name = "text", in = ParameterIn.QUERY, description = "Text that is somewhere in it, capitals or not")
    @Parameter(name = "since", in = ParameterIn.QUERY, description = "When it came at the earliest")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "How many at most; 100 unless told otherwise")
    @APIResponse(responseCode = "200", description = "How many there were, how many fit, and the newest of those")
    @APIResponse(responseCode = "400", description = "A parameter is malformed or not known; it is named")
    public MailView.Mails received(@Context UriInfo uri) {
        return MailView.found(server.inbox(), InboxQuery.of(uri.getQueryParameters()));
    }

    /** Throws away what has come. */
    @DELETE
    @Operation(summary = "Throw away what has come")
    @APIResponse(responseCode = "204", description = "The inbox is empty")
    public void empty() {
        server.inbox().empty();
    }

    /** How it behaves now. */
    @GET
    @Path("/faults")
    @Operation(summary = "How the mail server behaves now")
    @APIResponse(
            responseCode = "200",
            description = "The whole document",
            content =
                    @Content(
                            schema = @Schema(type = SchemaType.OBJECT),
                            examples = @ExampleObject(name = "faults", value = EXAMPLE)))
    public byte[] faults() {
        return MailPlanJson.write(server.plan());
    }

    /** Makes it behave so. */
    @PUT
    @Path("/faults")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Make the mail server behave so",
            description = "The whole document; what it leaves out is as at the start. When this answers, it listens, or"
                    + " refuses connections, as asked.")
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
        server.behave(MailPlanJson.read(document));
        return faults();
    }

    /** Mends it. */
    @DELETE
    @Path("/faults")
    @Operation(summary = "Mend the mail server: behave as at the start")
    @APIResponse(responseCode = "200", description = "The whole document as it now holds")
    public byte[] clear() {
        server.behave(MailPlan.HEALTHY);
        return faults();
    }
}
