package io.tocsin.simulator.admin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import io.tocsin.simulator.lanes.LanesStatus;
import io.tocsin.simulator.lanes.TollLanes;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Turns the toll lanes up and down while they run. */
@Path("/lanes")
@Tag(name = "Toll lanes")
@Produces(MediaType.APPLICATION_JSON)
public class LanesResource {
    private final TollLanes lanes;

    LanesResource(TollLanes lanes) {
        this.lanes = lanes;
    }

    /**
     * What the lanes are asked for.
     *
     * @param rate payments a second, 0 for none
     */
    public record LanesChange(double rate) {
        @JsonCreator
        static LanesChange read(@JsonProperty("rate") @Nullable Double rate) {
            if (rate == null) {
                throw new InvalidFieldException("rate", "is missing");
            }
            return new LanesChange(rate);
        }
    }

    /** What the toll lanes do now. */
    @GET
    @Operation(summary = "What the toll lanes do now")
    public LanesStatus status() {
        return lanes.status();
    }

    /** Changes the rate. */
    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Change how many payments a second are sent; 0 for none")
    @APIResponse(responseCode = "200", description = "What the toll lanes do now")
    @APIResponse(responseCode = "400", description = "The rate is missing or out of range")
    public LanesStatus change(
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = LanesChange.class)))
                    byte[] document) {
        lanes.setRate(Json.read(document, LanesChange.class).rate());
        return lanes.status();
    }
}
