package io.tocsin.fire.http;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.tocsin.service.http.BodyLimit;
import io.tocsin.service.http.Problem;
import io.tocsin.service.kafka.DurableWriter;
import io.tocsin.service.kafka.DurableWriter.Written;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Signals over HTTP, for gateways that speak no Kafka. */
@Path("/signals")
@Tag(name = "signals")
@RunOnVirtualThread
public final class SignalsResource {
    private static final AttributeKey<Long> COUNT = AttributeKey.longKey("tocsin.fire.signals");

    private final DurableWriter writer;
    private final BodyLimit limit;

    SignalsResource(DurableWriter writer, BodyLimit limit) {
        this.writer = writer;
        this.limit = limit;
    }

    /**
     * What was taken.
     *
     * @param taken how many signals Kafka has
     */
    public record Taken(int taken) {}

    /** Takes signals in. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
    @Operation(
            summary = "Hand in one signal, or up to 1,000",
            description = "202 means that Kafka has all of them. Repeating is always safe. Detectors that nobody has"
                    + " registered are refused later, when signals are read: one of them must not hold up the rest.")
    @RequestBody(
            required = true,
            content = @Content(schema = @Schema(oneOf = {SignalRequest.class, SignalRequest[].class})))
    @APIResponse(
            responseCode = "202",
            description = "Kafka has all of them",
            content = @Content(schema = @Schema(implementation = Taken.class)))
    @APIResponse(responseCode = "400", description = "Not JSON; nothing was taken")
    @APIResponse(responseCode = "413", description = "Larger than any batch; nothing was taken")
    @APIResponse(responseCode = "422", description = "A field is not valid; nothing was taken")
    @APIResponse(responseCode = "503", description = "Kafka has not taken all in time; repeat after Retry-After")
    public Response take(byte @Nullable [] body) {
        byte[] content = body == null ? new byte[0] : body;
        Problem tooLarge = limit.problemOf(content);
        if (tooLarge != null) {
            return tooLarge.response();
        }
        List<ProducerRecord<byte[], byte[]>> records = SignalRequest.read(content);
        return switch (writer.write(records, Attributes.of(COUNT, (long) records.size()))) {
            case Written.Taken taken ->
                Response.accepted(new Taken(records.size()))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case Written.NotTaken(String detail) ->
                ComeAgain.because(
                                "Not accepted: Kafka has not taken all in time",
                                detail + ". It may be taken later all the same; repeating is safe.")
                        .response();
        };
    }
}
