package io.tocsin.fire.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tocsin.fire.topology.FireParts;
import io.tocsin.fire.topology.Refusals;
import io.tocsin.service.http.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What this instance has not taken: unknown detectors, foreign keys, nonsense (EN 54-25, 4.2.3). */
@Path("/refusals")
@Tag(name = "refusals")
@RunOnVirtualThread
public final class RefusalsResource {
    private final Door door;
    private final Refusals refusals;

    RefusalsResource(Door door, FireParts parts) {
        this.door = door;
        this.refusals = parts.refusals();
    }

    /** Tells of the last senders, the latest first. */
    @GET
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(summary = "What this instance has not taken, by sender", description = "At most 200 senders.")
    public List<Refusals.Refused> recent(@HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
        door.letIn(authorization);
        return refusals.recent();
    }
}
