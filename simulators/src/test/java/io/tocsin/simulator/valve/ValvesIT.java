package io.tocsin.simulator.valve;

import static io.tocsin.model.fire.ValvePosition.CLOSED;
import static io.tocsin.model.fire.ValvePosition.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaOptions;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValvePosition;
import io.tocsin.model.fire.ValveReport;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.kafka.KafkaClients;
import io.tocsin.simulator.kafka.LatestRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Valves on a real broker, told in plain JSON. */
class ValvesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ValveTimes TIMES = new ValveTimes(Duration.ofMillis(50), Duration.ofHours(1));
    private static final FloorId FLOOR = new FloorId("floor-1");
    private static final FloorId OTHER = new FloorId("floor-2");

    private final EmbeddedKafkaOptions options;
    private EmbeddedKafka kafka;
    private Producer<byte[], byte[]> control;
    private LiveValves valves;

    ValvesIT(@TempDir Path directory) {
        this.options = EmbeddedKafkaOptions.in(directory.resolve("kafka"))
                .withTopics(List.of(Topics.VALVE_COMMANDS, Topics.VALVE_REPORTS));
    }

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(options);
        control = new KafkaClients(where(), "test").producer();
        valves = started();
    }

    @AfterEach
    void stop() {
        valves.close();
        control.close();
        kafka.close();
    }

    private Map<String, Object> where() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private LiveValves started() {
        LiveValves started = LiveValves.on(where(), TIMES, Clock.systemUTC());
        started.start();
        await().atMost(PATIENCE).until(() -> started.trouble() == null);
        return started;
    }

    private void open(FloorId floor) {
        tell(
                floor.text(),
                Json.write(new ValveCommand.Open(
                        floor, AlarmId.of("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b"), Instant.now(), 1)));
    }

    private void tell(String key, byte[] value) {
        var unused = control.send(
                new ProducerRecord<>(Topics.VALVE_COMMANDS.name(), key.getBytes(StandardCharsets.UTF_8), value));
    }

    private @Nullable ValvePosition lastReport(FloorId floor) {
        try (var consumer = new KafkaClients(where(), "test").consumer()) {
            byte[] last = LatestRecords.of(Topics.VALVE_REPORTS, consumer).get(floor.text());
            return last == null ? null : ValveReport.read(last).position();
        }
    }

    @Test
    void shouldOpenTheValveOfTheFloorAndOfNoOther() {
        open(FLOOR);

        await().atMost(PATIENCE).until(() -> lastReport(FLOOR) == OPEN);
        assertThat(valves.of(FLOOR).position()).isEqualTo(OPEN);
        assertThat(valves.of(OTHER).position()).isEqualTo(CLOSED);
        assertThat(lastReport(OTHER)).isNull();

        tell(OTHER.text(), "open the thing".getBytes(StandardCharsets.UTF_8));
        open(FLOOR);
        await().atMost(PATIENCE).until(() -> valves.reports() == 2);
        assertThat(valves.unreadable())
                .as("nonsense is counted, and stops nothing")
                .isEqualTo(1);
    }

    @Test
    void shouldMisbehaveAsAskedForOnItsFloorOnly() {
        valves.behave(FLOOR, Behaviour.SILENT);
        valves.behave(OTHER, Behaviour.STUCK);
        open(FLOOR);
        open(OTHER);

        await().atMost(PATIENCE).until(() -> lastReport(OTHER) == CLOSED);
        await().atMost(PATIENCE).until(() -> valves.of(FLOOR).position() == OPEN);
        assertThat(lastReport(FLOOR)).isNull();

        valves.behave(FLOOR, Behaviour.PROMPT);
        valves.behave(OTHER, Behaviour.PROMPT);
        open(FLOOR);
        open(OTHER);
        await().atMost(PATIENCE).until(() -> lastReport(FLOOR) == OPEN && lastReport(OTHER) == OPEN);
    }

    @Test
    void shouldStandWhereItStoodWhenItsProcessIsStartedAgain() {
        open(FLOOR);
        await().atMost(PATIENCE).until(() -> lastReport(FLOOR) == OPEN);
        valves.close();

        valves = started();

        assertThat(valves.of(FLOOR).position()).isEqualTo(OPEN);
        assertThat(valves.commands()).as("old commands are not done again").isZero();
    }

    @Test
    void shouldHearCommandsAfterKafkaWasRestarted() {
        int port = Integer.parseInt(kafka.bootstrapServers().replaceAll(".*:", ""));
        open(FLOOR);
        await().atMost(PATIENCE).until(() -> lastReport(FLOOR) == OPEN);
        kafka.close();

        kafka = EmbeddedKafka.start(options.withPort(port));

        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            // As fire detection does, until the valve reports.
            open(OTHER);
            return lastReport(OTHER) == OPEN;
        });
        assertThat(valves.of(FLOOR).position()).isEqualTo(OPEN);
    }
}
