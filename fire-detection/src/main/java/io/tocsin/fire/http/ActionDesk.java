package io.tocsin.fire.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.tocsin.fire.operator.SignedIn;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Puts what operators ask for on record, which is how it is done, and what is refused too. */
@Singleton
final class ActionDesk {
    private static final int COME_AGAIN_SECONDS = 2;
    private static final AttributeKey<String> ACTION_ID = AttributeKey.stringKey("tocsin.fire.action.id");

    private final DurableWriter writer;
    private final Clock clock;

    ActionDesk(DurableWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * What was put on record.
     *
     * @param actionId names it in {@code operator-actions}
     */
    record Recorded(ActionId actionId) {}

    /**
     * Records a command.
     *
     * @param why in the operator's words
     * @param refusal why it is not done; null when it is
     */
    Response record(SignedIn who, OperatorCommand command, String why, @Nullable Refusal refusal) {
        var action = new OperatorAction(
                new ActionId(Generators.timeBasedEpochGenerator().generate().toString()),
                who.operator(),
                who.role(),
                command,
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
            case Written.NotTaken(String detail) ->
                Problem.of(503, "Not accepted: Kafka has not taken it in time")
                        .detail(detail + ". It may be taken later all the same; asking again is safe.")
                        .retryAfter(COME_AGAIN_SECONDS)
                        .response();
        };
    }

    /**
     * Why something is not done.
     *
     * @param reason for the record
     * @param problem for the caller
     */
    record Refusal(String reason, Problem problem) {}

    /** Refuses what the role may not do; null when it may. */
    @Nullable Refusal refusalOf(SignedIn who, OperatorRole needed) {
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
