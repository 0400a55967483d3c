package io.tocsin.fire.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.tocsin.fire.operator.SignedIn;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorRole;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topics;
import io.tocsin.service.http.Problem;
import io.tocsin.service.kafka.DurableWriter;
import io.tocsin.service.kafka.DurableWriter.Written;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Puts what operators ask for on record, which is how it is done, and what is refused too. */
@Singleton
final class ActionDesk {
    private static final Logger LOG = Logger.getLogger(ActionDesk.class);
    private static final AttributeKey<String> ACTION_ID = AttributeKey.stringKey("tocsin.fire.action.id");
    private static final String NO_WORDS = "(none that could be read)";

    private final DurableWriter writer;
    private final Clock clock;
    private final Counter unrecorded;

    ActionDesk(DurableWriter writer, Clock clock, MeterRegistry meters) {
        this.writer = writer;
        this.clock = clock;
        this.unrecorded = Counter.builder("tocsin.fire.actions.unrecorded")
                .description("What operators asked for and Kafka did not take: neither done nor on record")
                .register(meters);
    }

    /**
     * What was put on record.
     *
     * @param actionId names it in {@code operator-actions}
     */
    record Recorded(ActionId actionId) {}

    /**
     * Why something is not done.
     *
     * @param reason for the record
     * @param problem for the caller
     */
    record Refusal(String reason, Problem problem) {}

    /**
     * What becomes of a command that the operator may give.
     *
     * @param refusal why it is not done; null when it is
     */
    record Decision(OperatorCommand command, @Nullable Refusal refusal) {}

    /**
     * What somebody who has signed in asks for.
     *
     * @param path where
     * @param contentType the header of that name
     * @param body an {@link ActionRequest}, if it is one
     */
    record Asked(SignedIn who, String path, @Nullable String contentType, byte @Nullable [] body) {}

    /**
     * Takes what is asked for: reads it, decides, and puts it on record with what became of it.
     *
     * @param reading what command it is; throws {@link InvalidFieldException} when it is none
     * @param deciding what becomes of it when the role may give it
     */
    <C extends OperatorCommand> Response take(
            Asked asked, Function<ActionRequest, C> reading, BiFunction<ActionRequest, C, Decision> deciding) {
        if (!isJson(asked.contentType())) {
            return unreadable(
                    asked,
                    new Refusal(
                            "it was not sent as JSON",
                            Problem.of(415, "Not JSON").detail("Send it with Content-Type: application/json.")));
        }
        ActionRequest request;
        C command;
        try {
            request = ActionRequest.read(asked.body());
            command = reading.apply(request);
        } catch (InvalidFieldException e) {
            return unreadable(asked, new Refusal("it is not valid: " + e.getMessage(), Problem.of(e)));
        }
        Refusal forTheRole = refusalOf(asked.who(), neededFor(command));
        Decision decision = forTheRole == null ? deciding.apply(request, command) : new Decision(command, forTheRole);
        return record(asked.who(), decision, request.reason());
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null
                && contentType.strip().toLowerCase(Locale.ROOT).startsWith(MediaType.APPLICATION_JSON);
    }

    /** Whoever may not act at all is told that first. */
    private Response unreadable(Asked asked, Refusal refusal) {
        OperatorCommand command = OperatorCommand.Unreadable.at(asked.path());
        Refusal forTheRole = refusalOf(asked.who(), neededFor(command));
        return record(asked.who(), new Decision(command, forTheRole == null ? refusal : forTheRole), NO_WORDS);
    }

    private Response record(SignedIn who, Decision decision, String why) {
        Refusal refusal = decision.refusal();
        var action = new OperatorAction(
                new ActionId(Generators.timeBasedEpochGenerator().generate().toString()),
                who.operator(),
                who.role(),
                decision.command(),
                why,
                clock.instant(),
                refusal == null ? null : refusal.reason());
        var record = new ProducerRecord<>(
                Topics.OPERATOR_ACTIONS.name(), who.operator().text().getBytes(UTF_8), Json.write(action));
        return switch (writer.write(
                List.of(record), Attributes.of(ACTION_ID, action.actionId().text()))) {
            case Written.Taken taken when refusal != null -> refusal.problem().response();
            case Written.Taken taken ->
                Response.accepted(new Recorded(action.actionId()))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case Written.NotTaken(String detail) -> {
                unrecorded.increment();
                LOG.warnf("%s could not be put on record: %s", action, detail);
                yield ComeAgain.because(
                                "Not accepted: Kafka has not taken it in time",
                                detail
                                        + ". It may be taken later all the same: look how things stand before you ask again.")
                        .response();
            }
        };
    }

    private static OperatorRole neededFor(OperatorCommand command) {
        return switch (command) {
            case OperatorCommand.ToFloor toFloor -> OperatorRole.OPERATOR;
            case OperatorCommand.TestDetector test -> OperatorRole.OPERATOR;
            case OperatorCommand.DisableDetector disable -> OperatorRole.SUPERVISOR;
            case OperatorCommand.EnableDetector enable -> OperatorRole.SUPERVISOR;
            case OperatorCommand.AcknowledgeIncident acknowledge -> OperatorRole.OPERATOR;
            case OperatorCommand.Unreadable unreadable -> OperatorRole.OPERATOR;
        };
    }

    /** Refuses what the role may not do; null when it may. */
    private static @Nullable Refusal refusalOf(SignedIn who, OperatorRole needed) {
        if (who.role().includes(needed)) {
            return null;
        }
        String role = inWords(who.role());
        return new Refusal(
                "the role " + role + " may not do that",
                Problem.of(403, "Your role may not do that")
                        .detail("It takes the role " + inWords(needed) + "; you are signed in as " + role + "."));
    }

    private static String inWords(OperatorRole role) {
        return role.name().toLowerCase(Locale.ROOT);
    }
}
