package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker with the topics of the catalogue, and what detectors, valves and onlookers do with it. */
final class FireBroker implements AutoCloseable {
    private final EmbeddedKafka kafka = EmbeddedKafka.startTemporary(Topics.ALL);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 0),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    void register(Detector detector) {
        send(new ProducerRecord<>(Topics.DETECTORS.name(), detector.detector().toKey(), Json.write(detector)));
    }

    /** On the partition that the sender's own hash has chosen; null for Kafka's. */
    void signal(int detector, String value, @Nullable Integer partition) {
        send(new ProducerRecord<>(
                Topics.DETECTOR_SIGNALS.name(), partition, new DetectorId(detector).toKey(), value.getBytes(UTF_8)));
    }

    void signal(int detector, String value) {
        signal(detector, value, null);
    }

    void valveReports(FloorId floor, String position) {
        send(new ProducerRecord<>(Topics.VALVE_REPORTS.name(), floor.toKey(), position.getBytes(UTF_8)));
    }

    void send(ProducerRecord<byte[], byte[]> message) {
        try {
            producer.send(message).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka has not taken a record of the test", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    List<FloorEvent> events() {
        return values(Topics.FLOOR_ALARMS, FloorEvent.class);
    }

    List<FloorEvent.AlarmRaised> alarms() {
        return events().stream()
                .filter(FloorEvent.AlarmRaised.class::isInstance)
                .map(FloorEvent.AlarmRaised.class::cast)
                .toList();
    }

    List<ValveCommand> valveCommands() {
        return values(Topics.VALVE_COMMANDS, ValveCommand.class);
    }

    List<DetectorFault> detectorFaults() {
        return values(Topics.DETECTOR_FAULTS, DetectorFault.class);
    }

    List<SystemFault> systemFaults() {
        return values(Topics.SYSTEM_FAULTS, SystemFault.class);
    }

    private <T> List<T> values(Topic topic, Class<T> type) {
        return records(topic).stream().map(it -> Json.read(it.value(), type)).toList();
    }

    /** All that the topic holds at this moment. */
    List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "enable.auto.commit", false, "fetch.max.wait.ms", 20);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(it -> new TopicPartition(topic.name(), it.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(50)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
        kafka.close();
    }
}
