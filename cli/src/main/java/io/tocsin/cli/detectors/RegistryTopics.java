package io.tocsin.cli.detectors;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The registry as it stands in Kafka: the last record of each key counts. */
public final class RegistryTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;

    /** @param bootstrapServers where Kafka is */
    public RegistryTopics(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
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
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (int) PATIENCE.toMillis());
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            tables.floors()
                    .forEach(floor -> sent.add(producer.send(new ProducerRecord<>(
                            Topics.FLOORS.name(), floor.floor().toKey(), Json.write(floor)))));
            awaitTaken(sent);
            sent.clear();
            tables.detectors()
                    .forEach(detector -> sent.add(producer.send(new ProducerRecord<>(
                            Topics.DETECTORS.name(), detector.detector().toKey(), Json.write(detector)))));
            awaitTaken(sent);
        } catch (KafkaException e) {
            throw notTaken(e);
        }
    }

    private static void awaitTaken(List<Future<RecordMetadata>> sent) {
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw notTaken(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notTaken(e);
        }
    }

    private static CommandFailure notTaken(Throwable cause) {
        return CommandFailure.failed(
                "Kafka did not take the whole registry (" + cause.getMessage() + "): import it again when it does",
                cause);
    }

    private <T> List<T> values(Topic topic, Class<T> type) {
        try (var consumer = consumer()) {
            var last = new LinkedHashMap<String, @Nullable T>();
            for (ConsumerRecord<byte[], byte[]> message : readToEnd(consumer, topic)) {
                if (message.key() != null) {
                    last.put(new String(message.key(), StandardCharsets.UTF_8), value(message, type));
                }
            }
            return last.values().stream()
                    .filter(Objects::nonNull)
                    .map(type::cast)
                    .toList();
        } catch (KafkaException e) {
            throw CommandFailure.failed("the registry cannot be read from Kafka: " + e.getMessage(), e);
        }
    }

    private static <T> @Nullable T value(ConsumerRecord<byte[], byte[]> message, Class<T> type) {
        try {
            return message.value() == null ? null : Json.read(message.value(), type);
        } catch (IllegalArgumentException e) {
            // Fire detection refuses it as well.
            return null;
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> readToEnd(KafkaConsumer<byte[], byte[]> consumer, Topic topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var messages = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            consumer.poll(POLL).forEach(messages::add);
        }
        return messages;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        (int) PATIENCE.toMillis(),
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
