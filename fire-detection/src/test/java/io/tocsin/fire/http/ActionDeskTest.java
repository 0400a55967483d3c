package io.tocsin.fire.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.tocsin.fire.http.ActionDesk.Asked;
import io.tocsin.fire.http.ActionDesk.Decision;
import io.tocsin.fire.operator.SignedIn;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OperatorRole;
import io.tocsin.model.json.Json;
import io.tocsin.service.kafka.DurableWriter;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever somebody who has signed in asks for is on record: also what is refused, and why. */
class ActionDeskTest {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String ENABLE = "{\"action\":\"enable\",\"why\":\"done\"}";
    private static final DetectorId DETECTOR = new DetectorId(17);

    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DurableWriter writer = new DurableWriter(kafka, Duration.ofSeconds(5), OpenTelemetry.noop(), "test");
    private final ActionDesk desk = new ActionDesk(writer, Clock.systemUTC(), meters);

    @AfterEach
    void close() {
        writer.close();
    }

    private int ask(OperatorRole role, @Nullable String contentType, String body) {
        var who = new SignedIn(OperatorId.of("anna"), role);
        try (Response answer = desk.take(
                new Asked(who, "/detectors/17/actions", contentType, body.getBytes(UTF_8)),
                ActionDeskTest::command,
                (request, command) -> new Decision(command, null))) {
            return answer.getStatus();
        }
    }

    private static OperatorCommand command(ActionRequest request) {
        if (request.what().equals("enable")) {
            return new OperatorCommand.EnableDetector(DETECTOR);
        }
        throw new InvalidFieldException("action", "must be enable");
    }

    private List<OperatorAction> recorded() {
        return kafka.history().stream()
                .map(it -> Json.read(it.value(), OperatorAction.class))
                .toList();
    }

    @Test
    void shouldRecordWhatIsDone() {
        assertThat(ask(OperatorRole.SUPERVISOR, JSON, ENABLE)).isEqualTo(202);

        assertThat(recorded()).singleElement().satisfies(action -> {
            assertThat(action.command()).isEqualTo(new OperatorCommand.EnableDetector(DETECTOR));
            assertThat(action.reason()).isEqualTo("done");
            assertThat(action.refusal()).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/json | {'action':'enable'}           | 422 | it is not valid: why: is missing",
                "application/json | {'action':'burn','why':'x'}   | 422 | it is not valid: action: must be enable",
                "application/json | nonsense                      | 400 | it is not valid: (the whole value)",
                "text/plain       | {'action':'enable','why':'x'} | 415 | it was not sent as JSON",
                "                 | {'action':'enable','why':'x'} | 415 | it was not sent as JSON"
            })
    void shouldRecordWhatCouldNotBeRead(@Nullable String contentType, String body, int status, String refusal) {
        assertThat(ask(OperatorRole.SUPERVISOR, contentType, body.replace('\'', '"')))
                .isEqualTo(status);

        assertThat(recorded()).singleElement().satisfies(action -> {
            assertThat(action.operator().text()).isEqualTo("anna");
            assertThat(action.command()).isEqualTo(new OperatorCommand.Unreadable("/detectors/17/actions"));
            assertThat(action.refusal()).startsWith(refusal);
        });
    }

    @Test
    void shouldTellSomebodyWhoMayNotActSoBeforeAnythingElse() {
        assertThat(ask(OperatorRole.VIEWER, JSON, "nonsense")).isEqualTo(403);
        assertThat(ask(OperatorRole.VIEWER, "text/plain", ENABLE)).isEqualTo(403);
        assertThat(ask(OperatorRole.OPERATOR, JSON, ENABLE)).isEqualTo(403);

        assertThat(recorded()).hasSize(3).allSatisfy(action -> assertThat(action.refusal())
                .contains("may not do that"));
        assertThat(recorded().getLast().command()).isEqualTo(new OperatorCommand.EnableDetector(DETECTOR));
    }

    @ParameterizedTest
    @EnumSource(OperatorRole.class)
    void shouldCountWhatKafkaDoesNotTakeWhoeverAsks(OperatorRole role) {
        kafka.sendException = new TimeoutException("away");

        assertThat(ask(role, JSON, ENABLE)).isEqualTo(503);
        assertThat(ask(role, JSON, "nonsense")).isEqualTo(503);

        assertThat(recorded()).isEmpty();
        assertThat(meters.get("tocsin.fire.actions.unrecorded").counter().count())
                .isEqualTo(2);
    }
}
