package io.tocsin.notification.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.opentelemetry.api.common.Attributes;
import io.quarkus.qute.Template;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.routing.AckLinks;
import io.tocsin.notification.routing.AckTokens;
import io.tocsin.notification.text.Templates;
import io.tocsin.service.kafka.DurableWriter;
import io.tocsin.service.kafka.DurableWriter.Written;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The link in a message. Opening it shows a page with a button and changes nothing: mail programs open links by themselves. The button
 * acknowledges.
 */
@Path("/acknowledgements/{token}")
@Tag(name = "acknowledgement")
@Produces(MediaType.TEXT_HTML)
public final class AcknowledgementResource {
    private static final int LONGEST_NAME = 64;

    private final AckLinks links;
    private final DurableWriter writer;
    private final Clock clock;
    private final NoArgGenerator ids = Generators.timeBasedEpochRandomGenerator();
    private final Template page = Templates.html("acknowledgement.html");

    AcknowledgementResource(AckLinks links, DurableWriter writer, Clock clock) {
        this.links = links;
        this.writer = writer;
        this.clock = clock;
    }

    /** Shows the button. */
    @GET
    @Operation(summary = "The page of a link in a message", description = "Changes nothing.")
    public Response ask(@PathParam("token") String token) {
        return switch (links.read(token, clock.instant())) {
            case AckTokens.Reading.Good(String incident, String contact) ->
                page(
                        Response.Status.OK,
                        "Acknowledge, " + contact + "?",
                        "Reminders end, and nobody else is called. It changes nothing on any floor.",
                        true);
            case AckTokens.Reading.Expired expired -> expired();
            case AckTokens.Reading.Forged forged -> forged();
        };
    }

    /** Acknowledges. */
    @POST
    @Operation(
            summary = "Acknowledge the incident of a link in a message",
            description = "Reminders and escalation end. Written to the audit.")
    public Response acknowledge(@PathParam("token") String token) {
        return switch (links.read(token, clock.instant())) {
            case AckTokens.Reading.Good(String incident, String contact) -> acknowledge(incident, contact);
            case AckTokens.Reading.Expired expired -> expired();
            case AckTokens.Reading.Forged forged -> forged();
        };
    }

    private Response acknowledge(String incident, String contact) {
        OperatorId who = operator(contact);
        var action = new OperatorAction(
                ActionId.of(ids.generate().toString()),
                who,
                null,
                new OperatorCommand.AcknowledgeIncident(incident),
                "by the link in a message to " + contact,
                clock.instant(),
                null);
        Written written = writer.write(
                List.of(new ProducerRecord<>(
                        Topics.OPERATOR_ACTIONS.name(), who.text().getBytes(UTF_8), Json.write(action))),
                Attributes.empty());
        return switch (written) {
            case Written.Taken taken ->
                page(
                        Response.Status.OK,
                        "Acknowledged",
                        "Thank you, " + contact + ". Nobody is reminded any more.",
                        false);
            case Written.NotTaken notTaken ->
                page(
                        Response.Status.SERVICE_UNAVAILABLE,
                        "Not acknowledged",
                        "Tocsin could not write it down in time. Try again, or acknowledge on the panel.",
                        true);
        };
    }

    /** A contact's name as the audit takes it. */
    private static OperatorId operator(String contact) {
        String name = contact.replaceAll("[^\\p{L}\\p{N}_.@-]", "_").replaceFirst("^[_.@-]+", "");
        int end = Math.min(LONGEST_NAME, name.length());
        boolean cutsCharacter = end > 0 && Character.isHighSurrogate(name.charAt(end - 1));
        return OperatorId.of(name.isEmpty() ? "somebody" : name.substring(0, cutsCharacter ? end - 1 : end));
    }

    private Response expired() {
        return page(Response.Status.GONE, "This link is too old", "Acknowledge on the panel.", false);
    }

    private Response forged() {
        return page(
                Response.Status.NOT_FOUND,
                "This is no link of ours",
                "Open it again from the message, whole, or acknowledge on the panel.",
                false);
    }

    private Response page(Response.Status status, String headline, String text, boolean button) {
        return Response.status(status)
                .entity(page.render(Map.of("headline", headline, "text", text, "button", button)))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Robots-Tag", "noindex")
                .build();
    }
}
