package io.tocsin.cli.detectors;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.topic.CompactedTopics;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The registry as it stands in Kafka. */
public final class RegistryTopics {
    private final CompactedTopics topics;

    /** @param bootstrapServers where Kafka is */
    public RegistryTopics(String bootstrapServers) {
        this.topics = new CompactedTopics(bootstrapServers, "registry");
    }

    /**
     * The registered detectors.
     *
     * @throws CommandFailure when Kafka does not answer
     */
    public List<Detector> detectors() {
        return values(Topics.DETECTORS, Detector.class);
    }

    List<Floor> floors() {
        return values(Topics.FLOORS, Floor.class);
    }

    List<Disablement> disablements() {
        return values(Topics.DISABLEMENTS, Disablement.class);
    }

    /**
     * Registers floors, then detectors, and returns when Kafka has them all.
     *
     * @throws CommandFailure when Kafka does not take one: some may be registered then, and registering them again does no harm
     */
    void register(RegistryTables tables) {
        topics.write(tables.floors().stream()
                .map(floor ->
                        new ProducerRecord<>(Topics.FLOORS.name(), floor.floor().toKey(), Json.write(floor)))
                .toList());
        topics.write(tables.detectors().stream()
                .map(detector -> new ProducerRecord<>(
                        Topics.DETECTORS.name(), detector.detector().toKey(), Json.write(detector)))
                .toList());
    }

    private <T> List<T> values(Topic topic, Class<T> type) {
        return topics.latest(topic).stream()
                .flatMap(message -> value(message, type))
                .toList();
    }

    private static <T> Stream<T> value(ConsumerRecord<byte[], byte[]> message, Class<T> type) {
        try {
            return Stream.of(Json.read(message.value(), type));
        } catch (IllegalArgumentException e) {
            // Fire detection refuses it as well.
            return Stream.empty();
        }
    }
}
