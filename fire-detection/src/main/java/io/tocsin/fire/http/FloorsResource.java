package io.tocsin.fire.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.fire.http.ActionDesk.Refusal;
import io.tocsin.fire.http.StateLookup.Found;
import io.tocsin.fire.operator.SignedIn;
import io.tocsin.fire.registry.RegistryTable;
import io.tocsin.fire.topology.FireParts;
import io.tocsin.fire.topology.FireStores;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorRole;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.service.http.Problem;
import io.tocsin.service.kafka.Instances.Said;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Floors over HTTP: how they stand, and what operators do about it. */
@Path("/floors")
@Tag(name = "floors")
@RunOnVirtualThread
public final class FloorsResource {
    private static final String THIS_INSTANCE = "this-instance";
    private static final int COME_AGAIN_SECONDS = 2;
    private static final JsonForm<FloorView> VIEW = Json.form(FloorView.class);
    private static final JsonForm<Building> BUILDING = Json.form(Building.class);

    private final Door door;
    private final ActionDesk desk;
    private final StateLookup lookup;
    private final FireStores stores;
    private final RegistryTable<FloorId, Floor> registered;

    FloorsResource(Door door, ActionDesk desk, StateLookup lookup, FireStores stores, FireParts parts) {
        this.door = door;
        this.desk = desk;
        this.lookup = lookup;
        this.stores = stores;
        this.registered = parts.registry().floors();
    }

    /**
     * All floors.
     *
     * @param complete whether every instance has told of its floors
     * @param missing which have not, and why; those floors are shown as quiet, if they are registered
     * @param floors by id
     */
    record Building(boolean complete, List<String> missing, List<FloorView> floors) {}

    /** Tells how all floors stand. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(summary = "How all floors stand", description = "From all instances; says when it is not complete.")
    @APIResponse(
            responseCode = "200",
            description = "All floors",
            content = @Content(schema = @Schema(implementation = Building.class)))
    @APIResponse(responseCode = "401", description = "Not signed in")
    public Response all(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @QueryParam("scope") @DefaultValue("all") @Schema(description = "`this-instance` asks no other instance")
                    String scope) {
        door.letIn(authorization);
        Map<String, FloorView> floors = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        if (!scope.equals(THIS_INSTANCE)) {
            registered
                    .all()
                    .forEach(floor ->
                            floors.put(floor.floor().text(), FloorView.of(WatchedFloor.unknown(floor.floor()), floor)));
            for (HostInfo other : lookup.others()) {
                switch (lookup.ask(other, "/floors", String.valueOf(authorization))) {
                    case Said.Answer(int status, byte[] body)
                    when status == 200 -> {
                        Building its = BUILDING.read(body);
                        missing.addAll(its.missing());
                        its.floors().forEach(floor -> floors.put(floor.floor().text(), floor));
                    }
                    case Said.Answer(int status, byte[] body) -> missing.add(other + " answered " + status);
                    case Said.Nothing(String detail) -> missing.add(detail);
                }
            }
        }
        try {
            stores.floors().forEach(floor -> floors.put(floor.floor().text(), view(floor)));
        } catch (InvalidStateStoreException e) {
            missing.add("an instance is still taking over its part of the building");
        }
        return ok(new Building(missing.isEmpty(), missing, List.copyOf(floors.values())));
    }

    /** Tells how a floor stands. */
    @GET
    @Path("/{floor}")
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(summary = "How a floor stands", description = "Answers from any instance.")
    @APIResponse(
            responseCode = "200",
            description = "How it stands",
            content = @Content(schema = @Schema(implementation = FloorView.class)))
    @APIResponse(responseCode = "401", description = "Not signed in")
    @APIResponse(responseCode = "404", description = "Not registered, and nothing has ever happened there")
    @APIResponse(responseCode = "503", description = "Who looks after it cannot be asked; repeat after Retry-After")
    public Response one(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @PathParam("floor") String floor,
            @QueryParam("scope") @DefaultValue("all") String scope) {
        door.letIn(authorization);
        FloorId id = FloorId.of(floor);
        return switch (find(id, authorization, scope.equals(THIS_INSTANCE))) {
            case Found.Here<WatchedFloor>(WatchedFloor watched)
            when watched.events() == 0 && registered.find(id) == null -> noSuchFloor(id);
            case Found.Here<WatchedFloor>(WatchedFloor watched) -> ok(view(watched));
            case Found.Elsewhere<WatchedFloor>(byte[] json) ->
                Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
            case Found.Nowhere<WatchedFloor> nowhere -> noSuchFloor(id);
            case Found.CannotTell<WatchedFloor>(String detail) -> cannotTell(detail);
        };
    }

    /** Puts an operator's action on record. */
    @POST
    @Path("/{floor}/actions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            summary = "Acknowledge, silence, reset, or close the valve",
            description =
                    "202 means that it is on record. What does not fit how the floor stands, like closing the valve of a"
                            + " floor in alarm, is refused by the floor: the refusal is on record under the same id.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ActionRequest.class)))
    @APIResponse(
            responseCode = "202",
            description = "On record",
            content = @Content(schema = @Schema(implementation = ActionDesk.Recorded.class)))
    @APIResponse(responseCode = "400", description = "Not JSON")
    @APIResponse(responseCode = "401", description = "Not signed in")
    @APIResponse(responseCode = "403", description = "The role may not do that; on record")
    @APIResponse(responseCode = "409", description = "There was no incident on that floor; on record")
    @APIResponse(responseCode = "422", description = "A field is not valid")
    @APIResponse(responseCode = "503", description = "Kafka, or who looks after the floor, does not answer in time")
    public Response act(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @PathParam("floor") String floor,
            byte @Nullable [] body) {
        SignedIn who = door.letIn(authorization);
        FloorId id = FloorId.of(floor);
        ActionRequest request = ActionRequest.read(body);
        OperatorCommand unnamed = command(request, id, null);
        Refusal refusal = desk.refusalOf(who, OperatorRole.OPERATOR);
        if (refusal != null) {
            return desk.record(who, unnamed, request.reason(), refusal);
        }
        if (request.alarmId() != null) {
            return desk.record(who, command(request, id, request.alarmId()), request.reason(), null);
        }
        return switch (find(id, authorization, false)) {
            case Found.Here<WatchedFloor>(WatchedFloor watched) ->
                act(who, request, id, watched.state().incidentId());
            case Found.Elsewhere<WatchedFloor>(byte[] json) ->
                act(who, request, id, VIEW.read(json).alarmId());
            case Found.Nowhere<WatchedFloor> nowhere -> act(who, request, id, null);
            case Found.CannotTell<WatchedFloor>(String detail) -> cannotTell(detail);
        };
    }

    private Response act(SignedIn who, ActionRequest request, FloorId floor, @Nullable AlarmId incident) {
        Refusal refusal = incident != null
                ? null
                : new Refusal(
                        "there was no incident on this floor",
                        Problem.of(409, "Nothing to do").detail("There was never an alarm on floor " + floor + "."));
        return desk.record(who, command(request, floor, incident), request.reason(), refusal);
    }

    private static OperatorCommand command(ActionRequest request, FloorId floor, @Nullable AlarmId incident) {
        return switch (request.what()) {
            case "acknowledge" -> new OperatorCommand.Acknowledge(floor, incident);
            case "silence" -> new OperatorCommand.Silence(floor, incident);
            case "reset" -> new OperatorCommand.Reset(floor, incident);
            case "close-valve" -> new OperatorCommand.CloseValve(floor, incident);
            default -> throw new InvalidFieldException("action", "must be acknowledge, silence, reset or close-valve");
        };
    }

    private Found<WatchedFloor> find(FloorId floor, @Nullable String authorization, boolean onlyHere) {
        return lookup.find(
                () -> stores.ownerOf(floor),
                () -> stores.floor(floor),
                "/floors/" + floor,
                String.valueOf(authorization),
                onlyHere);
    }

    private FloorView view(WatchedFloor watched) {
        return FloorView.of(watched, registered.find(watched.floor()));
    }

    private static Response noSuchFloor(FloorId floor) {
        return Problem.of(404, "No such floor")
                .detail("No floor " + floor + " is registered, and nothing has happened on one.")
                .response();
    }

    private static Response cannotTell(String detail) {
        return Problem.of(503, "Cannot tell yet")
                .detail(detail)
                .retryAfter(COME_AGAIN_SECONDS)
                .response();
    }

    private static Response ok(Object view) {
        return Response.ok(view, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
