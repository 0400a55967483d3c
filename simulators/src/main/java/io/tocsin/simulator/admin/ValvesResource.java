package io.tocsin.simulator.admin;

import io.tocsin.model.Required;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.json.Json;
import io.tocsin.simulator.valve.Behaviour;
import io.tocsin.simulator.valve.LiveValves;
import io.tocsin.simulator.valve.ValveView;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The valves: where each stands, and how it behaves. */
@Path("/valves")
@Tag(name = "Valves")
@Produces(MediaType.APPLICATION_JSON)
public class ValvesResource {
    private final LiveValves valves;

    ValvesResource(LiveValves valves) {
        this.valves = valves;
    }

    /**
     * What is asked for.
     *
     * @param behaviour how the valve shall do what it is told
     */
    public record ValveChange(Behaviour behaviour) {
        /** @throws io.tocsin.model.InvalidFieldException when the behaviour is missing */
        public ValveChange {
            Required.field("behaviour", behaviour);
        }
    }

    /** All of them. */
    @GET
    @Operation(summary = "Every valve that was told anything, by floor")
    public List<ValveView> all() {
        return valves.all();
    }

    /** One of them. */
    @GET
    @Path("/{floor}")
    @Operation(summary = "The valve of a floor: closed when it was never told anything")
    @APIResponse(responseCode = "200", description = "Where it stands, whatever it has reported")
    @APIResponse(responseCode = "400", description = "Not the name of a floor")
    public ValveView valve(@PathParam("floor") String floor) {
        return valves.of(FloorId.of(floor));
    }

    /** Lets one behave otherwise. */
    @PUT
    @Path("/{floor}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Let a valve behave otherwise",
            description = "{\"behaviour\":\"stuck\"}; or prompt, slow, silent. How slow holds from the next command on,"
                    + " the rest at once.")
    @APIResponse(responseCode = "200", description = "The valve as it is now")
    @APIResponse(responseCode = "400", description = "Not of the form, or not the name of a floor")
    public ValveView behave(
            @PathParam("floor") String floor,
            @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ValveChange.class)))
                    byte[] document) {
        return valves.behave(
                FloorId.of(floor), Json.read(document, ValveChange.class).behaviour());
    }
}
