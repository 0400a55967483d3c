package io.tocsin.simulator.building;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.kafka.EmbeddedKafkaOptions;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.kafka.KafkaClients;
import io.tocsin.simulator.kafka.LatestRecords;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The building on a real broker, which is restarted under it. */
class BuildingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final BuildingPlan PLAN = new BuildingPlan(2, 5, 1, List.of(1), 1, "http://here");
    private static final List<Topic> TOPICS = List.of(Topics.FLOORS, Topics.DETECTORS, Topics.DETECTOR_SIGNALS);

    private final EmbeddedKafkaOptions options;

    BuildingIT(@TempDir Path directory) {
        this.options = EmbeddedKafkaOptions.in(directory.resolve("kafka")).withTopics(TOPICS);
    }

    private static Map<String, Object> at(EmbeddedKafka kafka) {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static Map<String, byte[]> latest(Topic topic, EmbeddedKafka kafka) {
        try (var consumer = new KafkaClients(at(kafka), "test").consumer()) {
            return LatestRecords.of(topic, consumer);
        }
    }

    private static void write(Topic topic, byte[] key, Object value, Producer<byte[], byte[]> producer) {
        var unused = producer.send(new ProducerRecord<>(topic.name(), key, Json.write(value)));
    }

    private static <T> T registered(String key, Class<T> type, Map<String, byte[]> latest) {
        return Json.read(Objects.requireNonNull(latest.get(key), key), type);
    }

    private static LiveBuilding started(EmbeddedKafka kafka) {
        LiveBuilding building = LiveBuilding.on(at(kafka), PLAN, Clock.systemUTC());
        building.start();
        return building;
    }

    @Test
    void shouldRegisterItselfAndKeepWhatPeopleHaveMadeOfIt() {
        var theirs = new Floor(new FloorId("floor-2"), "Archive", "V-17", new FloorPolicy.CoincidenceB());
        var moved = new Detector(
                new DetectorId(4), new FloorId("floor-1"), DetectorKind.PASSIVE, 1, "http://elsewhere/4", false);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(options)) {
            try (var producer = new KafkaClients(at(kafka), "test").producer()) {
                write(Topics.FLOORS, theirs.floor().toKey(), theirs, producer);
                write(Topics.DETECTORS, moved.detector().toKey(), moved, producer);
            }
            try (LiveBuilding building = started(kafka)) {
                await().atMost(PATIENCE).until(() -> building.sent() > 0);
            }

            Map<String, byte[]> floors = latest(Topics.FLOORS, kafka);
            assertThat(floors).containsOnlyKeys("floor-1", "floor-2");
            assertThat(registered("floor-2", Floor.class, floors)).isEqualTo(theirs);
            Map<String, byte[]> detectors = latest(Topics.DETECTORS, kafka);
            assertThat(detectors).hasSize(10);
            Detector asked = registered("4", Detector.class, detectors);
            assertThat(asked.address()).as("where it is asked now").isEqualTo("http://here/detectors/4/reading");
            assertThat(asked.enabled()).isFalse();
            assertThat(registered("10", Detector.class, detectors))
                    .isEqualTo(PLAN.registeredDetectors().get(9));
        }
    }

    @Test
    void shouldGoOnAfterKafkaWasRestarted() {
        EmbeddedKafka kafka = EmbeddedKafka.start(options);
        int port = Integer.parseInt(kafka.bootstrapServers().replaceAll(".*:", ""));
        try (LiveBuilding building = started(kafka)) {
            await().atMost(PATIENCE).until(() -> building.sent() > 10);
            kafka.close();
            await().atMost(PATIENCE).until(() -> building.trouble() != null);
            long before = building.sent();

            kafka = EmbeddedKafka.start(options.withPort(port));

            await().atMost(PATIENCE).until(() -> building.sent() > before && building.trouble() == null);
            assertThat(building.status().lost())
                    .as("the producer held it meanwhile")
                    .isZero();
        } finally {
            kafka.close();
        }
    }
}
