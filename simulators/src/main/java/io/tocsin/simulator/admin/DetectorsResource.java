package io.tocsin.simulator.admin;

import io.smallrye.mutiny.Uni;
import io.tocsin.model.Required;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.json.Json;
import io.tocsin.simulator.building.DetectorView;
import io.tocsin.simulator.building.Failure;
import io.tocsin.simulator.building.LiveBuilding;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Single detectors: what passive ones answer, and what is wrong with each. */
@Path("/detectors/{detector}")
@Tag(name = "Building")
@Produces(MediaType.APPLICATION_JSON)
public class DetectorsResource {
    private final LiveBuilding building;

    DetectorsResource(LiveBuilding building) {
        this.building = building;
    }

    /**
     * What is asked for.
     *
     * @param kind what shall be wrong
     */
    public record FailureChange(Failure kind) {
        /** @throws io.tocsin.model.InvalidFieldException when the kind is missing */
        public FailureChange {
            Required.field("kind", kind);
        }
    }

    /** How a detector is. */
    @GET
    @Operation(summary = "How a detector is")
    @APIResponse(responseCode = "200", description = "How it is")
    @APIResponse(responseCode = "400", description = "It is not in the building")
    public DetectorView detector(@PathParam("detector") String detector) {
        return building.detector(DetectorId.parse(detector));
    }

    /** What a detector says when it is asked. */
    @GET
    @Path("/reading")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            summary = "Ask a detector: 0, 1, or JSON as in detector-signals",
            description = "One that is dead, or whose battery is empty, answers 503; one that is slow answers late.")
    @APIResponse(responseCode = "200", description = "What it says")
    @APIResponse(responseCode = "400", description = "It is not in the building")
    @APIResponse(responseCode = "503", description = "It says nothing")
    public Uni<Response> reading(@PathParam("detector") String detector) {
        LiveBuilding.Answer answer = building.ask(DetectorId.parse(detector));
        Uni<Response> response = Uni.createFrom()
                .item(answer.reading().map(DetectorsResource::answered).orElseGet(() -> silent(detector)));
        return answer.after().equals(Duration.ZERO)
                ? response
                : response.onItem().delayIt().by(answer.after());
    }

    /** Breaks a detector. */
    @PUT
    @Path("/failure")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Break a detector until it is mended",
            description = "{\"kind\":\"dead\"}; or stuck (at 1), flapping, slow, clock-wrong, battery-falling.")
    @APIResponse(responseCode = "200", description = "How it is")
    @APIResponse(responseCode = "400", description = "Not of the form, or it is not in the building")
    public DetectorView fail(
            @PathParam("detector") String detector,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = FailureChange.class)))
                    byte[] document) {
        DetectorId id = DetectorId.parse(detector);
        building.fail(id, Json.read(document, FailureChange.class).kind());
        return building.detector(id);
    }

    /** Mends a detector. */
    @DELETE
    @Path("/failure")
    @Operation(summary = "Mend a detector")
    @APIResponse(responseCode = "200", description = "How it is")
    @APIResponse(responseCode = "400", description = "It is not in the building")
    public DetectorView mend(@PathParam("detector") String detector) {
        DetectorId id = DetectorId.parse(detector);
        building.mend(id);
        return building.detector(id);
    }

    private static Response answered(DetectorSignal signal) {
        byte[] text = signal.write();
        return Response.ok(text, text.length == 1 ? MediaType.TEXT_PLAIN_TYPE : MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static Response silent(String detector) {
        return new Problem(
                        "urn:tocsin:simulators:silent",
                        "The detector does not answer",
                        503,
                        "Detector " + detector + " is out of order: mend it with DELETE on its failure",
                        null)
                .response();
    }
}
