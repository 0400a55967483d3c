package io.tocsin.toll.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.service.http.BodyLimit;
import io.tocsin.service.http.Problem;
import io.tocsin.toll.intake.PaymentIntake;
import io.tocsin.toll.intake.PaymentIntake.Taken;
import io.tocsin.toll.intake.PaymentLookup;
import io.tocsin.toll.intake.PaymentLookup.Found;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Payments over HTTP: asked for, and asked about. */
@Path("/payments")
@Tag(name = "payments")
@RunOnVirtualThread
public final class PaymentsResource {
    private static final String THIS_INSTANCE = "this-instance";
    private static final int COME_AGAIN_SECONDS = 2;

    private final PaymentIntake intake;
    private final PaymentLookup lookup;
    private final BodyLimit limit;

    PaymentsResource(PaymentIntake intake, PaymentLookup lookup, BodyLimit limit) {
        this.limit = limit;
        this.intake = intake;
        this.lookup = lookup;
    }

    /** Takes a payment in. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            summary = "Ask for a payment",
            description =
                    "202 means that Kafka has it and it will have exactly one outcome. Repeating a request with the"
                            + " same Idempotency-Key is always safe.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = PaymentRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "Accepted; Location says where to ask what became of it",
            content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @APIResponse(responseCode = "400", description = "Not JSON, or no Idempotency-Key")
    @APIResponse(responseCode = "413", description = "Larger than any payment")
    @APIResponse(responseCode = "422", description = "A field is not valid, or the key was used for another payment")
    @APIResponse(responseCode = "503", description = "Kafka has not taken it in time; repeat after Retry-After")
    public Response ask(@HeaderParam("Idempotency-Key") @Nullable String key, byte @Nullable [] body) {
        PaymentId id = IdempotencyKey.read(key);
        byte[] content = body == null ? new byte[0] : body;
        Problem tooLarge = limit.problemOf(content);
        if (tooLarge != null) {
            return tooLarge.response();
        }
        PaymentRequest request = PaymentRequest.read(content);
        PendingPayment payment = request.toPayment(id);
        if (lookup.knowsAnother(payment)) {
            return conflict();
        }
        return switch (intake.take(payment)) {
            case Taken.Accepted accepted ->
                Response.accepted(PaymentView.accepted(payment))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .location(URI.create("/payments/" + id))
                        .build();
            case Taken.Conflict conflict -> conflict();
            case Taken.Unavailable(String detail) ->
                Problem.of(503, "Not accepted: Kafka has not taken it in time")
                        .detail(detail + ". It may be taken later all the same: repeat with the same Idempotency-Key.")
                        .retryAfter(COME_AGAIN_SECONDS)
                        .response();
        };
    }

    /** Says where a payment stands. */
    @GET
    @Path("/{id}")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(summary = "Ask what became of a payment", description = "Answers from any instance.")
    @APIResponse(
            responseCode = "200",
            description = "Where it stands",
            content = @Content(schema = @Schema(implementation = PaymentView.class)))
    @APIResponse(responseCode = "404", description = "No instance knows it")
    @APIResponse(responseCode = "503", description = "Not every instance could be asked; repeat after Retry-After")
    public Response find(
            @PathParam("id") String id,
            @QueryParam("scope") @DefaultValue("all") @Schema(description = "`this-instance` asks no other instance")
                    String scope) {
        PaymentId paymentId = readId(id);
        Found found = scope.equals(THIS_INSTANCE) ? lookup.findHere(paymentId) : lookup.find(paymentId);
        return switch (found) {
            case Found.Here(var state) -> ok(PaymentView.of(paymentId, state));
            case Found.JustAccepted(PendingPayment payment) -> ok(PaymentView.accepted(payment));
            case Found.Elsewhere(byte[] json) ->
                Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
            case Found.Nowhere nowhere ->
                Problem.of(404, "No such payment")
                        .detail("No instance knows " + paymentId + ". A payment written straight into Kafka is known"
                                + " once the stream has read it.")
                        .response();
            case Found.CannotTell(String detail) ->
                Problem.of(503, "Cannot tell yet")
                        .detail(detail)
                        .retryAfter(COME_AGAIN_SECONDS)
                        .response();
        };
    }

    private static Response conflict() {
        return Problem.of(422, "This Idempotency-Key was used for another payment")
                .detail(
                        "A payment with this id came before, with another vehicle, amount or card. Use a new id for a new"
                                + " payment.")
                .field(IdempotencyKey.HEADER)
                .response();
    }

    private static PaymentId readId(String text) {
        try {
            return PaymentId.of(text);
        } catch (InvalidFieldException e) {
            throw new InvalidFieldException("id", e.problem());
        }
    }

    private static Response ok(PaymentView view) {
        return Response.ok(view, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
