package io.tocsin.simulator.admin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.json.Json;
import io.tocsin.simulator.building.BuildingStatus;
import io.tocsin.simulator.building.DetectorView;
import io.tocsin.simulator.building.Failure;
import io.tocsin.simulator.building.LiveBuilding;
import io.tocsin.simulator.building.RandomFailures;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Starts fires in the building and puts them out, and lets its detectors fail by chance. */
@Path("/building")
@Tag(name = "Building")
@Produces(MediaType.APPLICATION_JSON)
public class BuildingResource {
    private static final int USUAL_SPREAD_SECONDS = 10;

    private final LiveBuilding building;

    BuildingResource(LiveBuilding building) {
        this.building = building;
    }

    /** What is asked for of a fire. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = FireOrder.Start.class, name = "start"),
        @JsonSubTypes.Type(value = FireOrder.PutOut.class, name = "put-out")
    })
    public sealed interface FireOrder {
        /**
         * Let it burn.
         *
         * @param detector where it begins
         * @param spreadSeconds how long it takes to reach the next detector; absent for 10
         */
        record Start(DetectorId detector, @Nullable Integer spreadSeconds) implements FireOrder {
            /** @throws InvalidFieldException when the detector is missing */
            public Start {
                Required.field("detector", detector);
            }
        }

        /**
         * Let it burn no more.
         *
         * @param floor where
         */
        record PutOut(FloorId floor) implements FireOrder {
            /** @throws InvalidFieldException when the floor is missing */
            public PutOut {
                Required.field("floor", floor);
            }
        }
    }

    /**
     * What is asked for of chance.
     *
     * @param perMinute how many detectors begin to fail in a minute
     * @param kinds what happens to them; absent for everything that can
     * @param lastingSeconds how long each failure lasts; absent for a minute
     */
    public record FailuresChange(double perMinute, List<Failure> kinds, long lastingSeconds) {
        @JsonCreator
        static FailuresChange read(
                @JsonProperty("perMinute") @Nullable Double perMinute,
                @JsonProperty("kinds") @Nullable List<Failure> kinds,
                @JsonProperty("lastingSeconds") @Nullable Long lastingSeconds) {
            if (perMinute == null) {
                throw new InvalidFieldException("perMinute", "is missing");
            }
            RandomFailures usual = RandomFailures.NONE;
            return new FailuresChange(
                    perMinute,
                    kinds == null ? usual.kinds() : kinds,
                    lastingSeconds == null ? usual.lasting().toSeconds() : lastingSeconds);
        }

        static FailuresChange of(RandomFailures failures) {
            return new FailuresChange(
                    failures.perMinute(), failures.kinds(), failures.lasting().toSeconds());
        }

        RandomFailures failures() {
            return new RandomFailures(perMinute, kinds, Duration.ofSeconds(lastingSeconds));
        }
    }

    /**
     * What is wrong in the building.
     *
     * @param random what is asked for of chance
     * @param failing the detectors with which something is wrong now
     */
    public record Failures(FailuresChange random, List<DetectorView> failing) {}

    /** What the building does now. */
    @GET
    @Operation(summary = "What the building does now, floor by floor")
    public BuildingStatus status() {
        return building.status();
    }

    /** Starts a fire or puts one out. */
    @POST
    @Path("/fires")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Start a fire at a detector, or put out that of a floor",
            description = "{\"action\":\"start\",\"detector\":17,\"spreadSeconds\":10} or"
                    + " {\"action\":\"put-out\",\"floor\":\"floor-1\"}. A fire reaches one more neighbour each time it"
                    + " spreads. Started at a manual call point it means that somebody presses it.")
    @APIResponse(responseCode = "200", description = "What the building does now")
    @APIResponse(responseCode = "400", description = "No such detector or floor, or a figure is out of range")
    public BuildingStatus fire(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = FireOrder.class)))
                    byte[] document) {
        switch (Json.read(document, FireOrder.class)) {
            case FireOrder.Start(DetectorId detector, Integer spread) ->
                building.startFire(detector, Duration.ofSeconds(spread == null ? USUAL_SPREAD_SECONDS : spread));
            case FireOrder.PutOut(FloorId floor) -> putOut(floor);
        }
        return building.status();
    }

    /** What is wrong now, and what is asked for of chance. */
    @GET
    @Path("/failures")
    @Operation(summary = "The detectors with which something is wrong, and what is asked for of chance")
    public Failures failures() {
        return new Failures(FailuresChange.of(building.randomFailures()), building.failing());
    }

    /** Lets detectors fail by chance. */
    @PUT
    @Path("/failures")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Let detectors fail by chance from now on",
            description = "{\"perMinute\":6,\"kinds\":[\"dead\",\"flapping\"],\"lastingSeconds\":60}; 0 for none.")
    @APIResponse(responseCode = "200", description = "What is wrong now, and what is asked for of chance")
    @APIResponse(responseCode = "400", description = "Not of the form; the field at fault is named")
    public Failures change(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = FailuresChange.class)))
                    byte[] document) {
        building.failAtRandom(Json.read(document, FailuresChange.class).failures());
        return failures();
    }

    /** Mends every detector. */
    @DELETE
    @Path("/failures")
    @Operation(summary = "Mend every detector, and let none fail by chance any more")
    @APIResponse(responseCode = "200", description = "What is wrong now: nothing")
    public Failures mend() {
        building.mendAll();
        return failures();
    }

    private void putOut(FloorId floor) {
        if (!building.putOut(floor)) {
            throw new InvalidFieldException("floor", "has no fire: GET /building shows where it burns");
        }
    }
}
