package io.tocsin.bench;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.system.FireService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Floors and their detectors. Detectors are numbered from 1, floors from 0; a detector hangs on the floor of its number,
 * counted round.
 *
 * @param detectors how many
 * @param floors how many; each has a detector, and alarms at once
 * @param intervalSeconds as the detectors are registered
 */
record Building(int detectors, int floors, int intervalSeconds) {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SUPERVISED = "detectors supervised here";

    Building {
        if (floors < 1 || detectors < floors) {
            throw new IllegalArgumentException("each floor needs a detector: " + floors + " floors and " + detectors
                    + " detectors are no building");
        }
    }

    /** Which floor a detector hangs on. */
    int floorOf(long detector) {
        return (int) (detector % floors);
    }

    /** A detector of that floor. */
    int detectorOn(int floor) {
        return floor == 0 ? floors : floor;
    }

    /** What a floor is called. */
    static FloorId floor(int number) {
        return FloorId.of("f" + number);
    }

    /** Which floor is called so. */
    static int number(FloorId floor) {
        return Integer.parseInt(floor.text().substring(1));
    }

    /** Registers everything, and returns when Kafka has it. */
    void register(String bootstrapServers) {
        try (var producer = new KafkaProducer<>(
                Settings.producer(bootstrapServers, null), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < floors; i++) {
                var floor = new Floor(floor(i), "Floor " + i, "V-" + i, new FloorPolicy.Immediate());
                send(producer, Topics.FLOORS, floor.floor().toKey(), floor);
            }
            for (int i = 1; i <= detectors; i++) {
                Detector detector = Detector.active(new DetectorId(i), floor(floorOf(i)), intervalSeconds);
                send(producer, Topics.DETECTORS, detector.detector().toKey(), detector);
            }
            producer.flush();
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, Topic topic, byte[] key, Object value) {
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic.name(), key, Json.write(value)));
    }

    /** Waits until a service that is alone supervises them all. */
    void awaitSupervisedBy(FireService service) {
        await("all " + detectors + " detectors are supervised")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> supervisedBy(service) == detectors);
    }

    private static int supervisedBy(FireService service) {
        try {
            int supervised = 0;
            for (JsonNode check : service.http().get("/q/health/ready").json().path("checks")) {
                supervised += check.path("data").path(SUPERVISED).asInt();
            }
            return supervised;
        } catch (IOException e) {
            throw new UncheckedIOException("fire-detection does not say how many detectors it supervises", e);
        }
    }
}
