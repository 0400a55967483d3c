package io.tocsin.fire.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tocsin.fire.config.FireConfig;
import io.tocsin.fire.http.ActionDesk.Asked;
import io.tocsin.fire.http.ActionDesk.Decision;
import io.tocsin.fire.http.ActionDesk.Refusal;
import io.tocsin.fire.operator.SignedIn;
import io.tocsin.fire.registry.Registry;
import io.tocsin.fire.topology.FireParts;
import io.tocsin.fire.topology.FireStores;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.service.http.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Detectors over HTTP: how they stand, and whether their signals of fire count. */
@Path("/detectors")
@Tag(name = "detectors")
@RunOnVirtualThread
public final class DetectorsResource {
    private final Door door;
    private final ActionDesk desk;
    private final StateLookup lookup;
    private final FireStores stores;
    private final Registry registry;
    private final Duration longestDisablement;
    private final Duration longestTest;
    private final Clock clock;

    DetectorsResource(
            Door door,
            ActionDesk desk,
            StateLookup lookup,
            FireStores stores,
            FireParts parts,
            FireConfig config,
            Clock clock) {
        this.door = door;
        this.desk = desk;
        this.lookup = lookup;
        this.stores = stores;
        this.registry = parts.registry();
        this.longestDisablement = config.longestDisablement();
        this.longestTest = config.longestTest();
        this.clock = clock;
    }

    /** Tells how a detector stands. */
    @GET
    @Path("/{detector}")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(summary = "How a detector stands", description = "Answers from any instance.")
    @APIResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = DetectorView.class)))
    @APIResponse(responseCode = "401", description = "Not signed in")
    @APIResponse(responseCode = "404", description = "Nobody has registered it")
    @APIResponse(responseCode = "503", description = "Who supervises it cannot be asked; repeat after Retry-After")
    public Response one(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @PathParam("detector") String detector,
            @QueryParam("scope") @DefaultValue("all") @Schema(description = "`this-instance` asks no other instance")
                    String scope) {
        door.letLook(authorization);
        DetectorId id = DetectorId.parse(detector);
        Detector registered = registry.detectors().find(id);
        if (registered == null) {
            return notRegistered(id).response();
        }
        return StateLookup.tell(
                lookup.find(() -> stores.ownerOf(id), () -> stores.supervision(id), "/detectors/" + id, scope),
                remembered -> Response.ok(
                                DetectorView.of(registered, registry.disablementOf(id, clock.instant()), remembered),
                                MediaType.APPLICATION_JSON_TYPE)
                        .build(),
                () -> notRegistered(id));
    }

    /** Puts an operator's action on record. */
    @POST
    @Path("/{detector}/actions")
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            summary = "Disable, test or enable a detector",
            description = "While it is disabled or tested its signals of fire do not count. It ends by itself, and"
                    + " supervision goes on. 202 means that it is on record.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ActionRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "On record",
            content = @Content(schema = @Schema(implementation = ActionDesk.Recorded.class)))
    @APIResponse(responseCode = "400", description = "Not JSON; on record")
    @APIResponse(responseCode = "401", description = "Not signed in")
    @APIResponse(responseCode = "403", description = "The role may not do that; on record")
    @APIResponse(responseCode = "404", description = "Nobody has registered it; on record")
    @APIResponse(responseCode = "409", description = "A test of a detector that is disabled; on record")
    @APIResponse(responseCode = "415", description = "Not sent as JSON; on record")
    @APIResponse(responseCode = "422", description = "A field is not valid; on record")
    @APIResponse(responseCode = "503", description = "Kafka has not taken it in time; repeat after Retry-After")
    public Response act(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @PathParam("detector") String detector,
            byte @Nullable [] body) {
        SignedIn who = door.letIn(authorization);
        return desk.take(
                new Asked(who, "/detectors/" + detector + "/actions", contentType, body),
                request -> command(request, DetectorId.parse(detector)),
                (request, command) -> new Decision(command, refusalOf(command)));
    }

    /** A test would end a disablement, for which it takes a higher role. */
    private @Nullable Refusal refusalOf(OperatorCommand.ToDetector command) {
        DetectorId detector = command.detector();
        if (registry.detectors().find(detector) == null) {
            return new Refusal("no such detector is registered", notRegistered(detector));
        }
        Disablement present = registry.disablementOf(detector, clock.instant());
        if (command instanceof OperatorCommand.TestDetector
                && present != null
                && present.mode() == Disablement.Mode.DISABLED) {
            return new Refusal(
                    "the detector was disabled",
                    Problem.of(409, "It is disabled")
                            .detail("Detector " + detector + " is disabled until " + present.until()
                                    + ": have a supervisor enable it first."));
        }
        return null;
    }

    private OperatorCommand.ToDetector command(ActionRequest request, DetectorId detector) {
        return switch (request.what()) {
            case "disable" -> new OperatorCommand.DisableDetector(detector, until(request, longestDisablement));
            case "test" -> new OperatorCommand.TestDetector(detector, until(request, longestTest));
            case "enable" -> new OperatorCommand.EnableDetector(detector);
            default -> throw new InvalidFieldException("action", "must be disable, test or enable");
        };
    }

    private Instant until(ActionRequest request, Duration longest) {
        return clock.instant().plus(request.howLong(longest));
    }

    private static Problem notRegistered(DetectorId id) {
        return Problem.of(404, "No such detector").detail("No detector " + id + " is registered.");
    }
}
