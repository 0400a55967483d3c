package io.tocsin.fire.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.fire.http.ActionDesk.Asked;
import io.tocsin.fire.http.ActionDesk.Decision;
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
import io.tocsin.model.fire.FloorPhase;
import io.tocsin.model.fire.OperatorCommand;
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
    static final String CLOSE_VALVE = "close-valve";

    private static final String EVERYWHERE = "all";
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
            @QueryParam("scope")
                    @DefaultValue(EVERYWHERE)
                    @Schema(description = "`this-instance` asks no other instance")
                    String scope) {
        door.letLook(authorization);
        Map<String, FloorView> floors = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        if (!scope.equals(StateLookup.THIS_INSTANCE)) {
            registered
                    .all()
                    .forEach(floor ->
                            floors.put(floor.floor().text(), FloorView.of(WatchedFloor.unknown(floor.floor()), floor)));
            for (HostInfo other : lookup.others()) {
                switch (lookup.ask(other, "/floors")) {
                    case Said.Answer(int status, byte[] body)
                    when status == 200 -> {
                        addTo(floors, missing, other, body);
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

    private static void addTo(Map<String, FloorView> floors, List<String> missing, HostInfo other, byte[] body) {
        try {
            Building its = BUILDING.read(body);
            missing.addAll(its.missing());
            its.floors().forEach(floor -> floors.put(floor.floor().text(), floor));
        } catch (InvalidFieldException otherVersion) {
            missing.add(other + " gave an answer that cannot be read");
        }
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
            @QueryParam("scope") @DefaultValue(EVERYWHERE) String scope) {
        door.letLook(authorization);
        FloorId id = FloorId.of(floor);
        return StateLookup.tell(
                find(id, scope),
                watched -> watched.events() == 0 && registered.find(id) == null
                        ? noSuchFloor(id).response()
                        : ok(view(watched)),
                () -> noSuchFloor(id));
    }

    /** Puts an operator's action on record. */
    @POST
    @Path("/{floor}/actions")
    @Consumes(MediaType.WILDCARD)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            summary = "Acknowledge, silence, reset, or close the valve",
            description =
                    "202 means that it is on record. What does not fit how the floor stands, like closing the valve of a"
                            + " floor in alarm, is refused by the floor: the refusal is on record under the same id.")
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
    @APIResponse(responseCode = "409", description = "There was no incident on that floor; on record")
    @APIResponse(responseCode = "415", description = "Not sent as JSON; on record")
    @APIResponse(responseCode = "422", description = "A field is not valid; on record")
    @APIResponse(responseCode = "503", description = "Kafka, or who looks after the floor, does not answer in time")
    public Response act(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @PathParam("floor") String floor,
            byte @Nullable [] body) {
        SignedIn who = door.letIn(authorization);
        return desk.take(
                new Asked(who, "/floors/" + floor + "/actions", contentType, body),
                request -> command(request, FloorId.of(floor), request.alarmId(), request.state()),
                this::decide);
    }

    /** A command that names no incident means the present or last one. */
    private Decision decide(ActionRequest request, OperatorCommand.ToFloor command) {
        if (command.alarmId() != null) {
            return new Decision(command, null);
        }
        FloorId floor = command.floor();
        return switch (find(floor, EVERYWHERE)) {
            case Found.Here<WatchedFloor>(WatchedFloor watched) -> decide(request, floor, view(watched));
            case Found.Elsewhere<WatchedFloor>(byte[] json) -> decideElsewhere(request, command, json);
            case Found.Nowhere<WatchedFloor> nowhere -> decide(request, floor, null);
            case Found.CannotTell<WatchedFloor>(String detail) -> cannotTell(command, detail);
        };
    }

    private static Decision decideElsewhere(ActionRequest request, OperatorCommand.ToFloor command, byte[] json) {
        FloorView view;
        try {
            view = VIEW.read(json);
        } catch (InvalidFieldException otherVersion) {
            return cannotTell(command, "the instance that looks after it gave an answer that cannot be read");
        }
        return decide(request, command.floor(), view);
    }

    private static Decision cannotTell(OperatorCommand.ToFloor command, String detail) {
        return new Decision(
                command,
                new Refusal("its incident is not known: " + detail, ComeAgain.because("Cannot tell yet", detail)));
    }

    /**
     * @param view how the floor stands, which is what the operator means unless they said what they saw; null when nothing has
     *     ever happened on it
     */
    private static Decision decide(ActionRequest request, FloorId floor, @Nullable FloorView view) {
        AlarmId incident = view == null ? null : view.meant(request.what());
        FloorPhase seen = request.state() == null && view != null ? view.phase() : request.state();
        Refusal refusal = incident != null
                ? null
                : new Refusal(
                        "there was no incident on this floor",
                        Problem.of(409, "Nothing to do").detail("There was never an alarm on floor " + floor + "."));
        return new Decision(command(request, floor, incident, seen), refusal);
    }

    private static OperatorCommand.ToFloor command(
            ActionRequest request, FloorId floor, @Nullable AlarmId incident, @Nullable FloorPhase seen) {
        return switch (request.what()) {
            case "acknowledge" -> new OperatorCommand.Acknowledge(floor, incident, seen);
            case "silence" -> new OperatorCommand.Silence(floor, incident);
            case "reset" -> new OperatorCommand.Reset(floor, incident, seen);
            case CLOSE_VALVE -> new OperatorCommand.CloseValve(floor, incident);
            default -> throw new InvalidFieldException("action", "must be acknowledge, silence, reset or close-valve");
        };
    }

    private Found<WatchedFloor> find(FloorId floor, String scope) {
        return lookup.find(() -> stores.ownerOf(floor), () -> stores.floor(floor), "/floors/" + floor, scope);
    }

    private FloorView view(WatchedFloor watched) {
        return FloorView.of(watched, registered.find(watched.floor()));
    }

    private static Problem noSuchFloor(FloorId id) {
        return Problem.of(404, "No such floor")
                .detail("No floor " + id + " is registered, and nothing has happened on one.");
    }

    private static Response ok(Object view) {
        return Response.ok(view, MediaType.APPLICATION_JSON_TYPE).build();
    }
}
