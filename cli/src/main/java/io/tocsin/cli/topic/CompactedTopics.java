package io.tocsin.cli.topic;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.topic.Topic;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** Compacted topics as they stand in Kafka: the last record of each key counts. */
public final class CompactedTopics {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;
    private final String name;

    /**
     * @param bootstrapServers where Kafka is
     * @param name what people call what stands in them, like "registry"
     */
    public CompactedTopics(String bootstrapServers, String name) {
        this.bootstrapServers = bootstrapServers;
        this.name = name;
    }

    /**
     * The last record of each key, without those that have no value: they remove.
     *
     * @throws CommandFailure when Kafka does not answer
     */
    public List<ConsumerRecord<byte[], byte[]>> latest(Topic topic) {
        var last = new LinkedHashMap<ByteBuffer, ConsumerRecord<byte[], byte[]>>();
        try (var consumer = consumer()) {
            for (ConsumerRecord<byte[], byte[]> message : readToEnd(consumer, topic)) {
                if (message.key() != null) {
                    last.put(ByteBuffer.wrap(message.key()), message);
                }
            }
        } catch (KafkaException e) {
            throw CommandFailure.failed("the " + name + " cannot be read from Kafka: " + e.getMessage(), e);
        }
        return last.values().stream().filter(message -> message.value() != null).toList();
    }

    /**
     * Writes records, and returns when Kafka has them all.
     *
     * @throws CommandFailure when Kafka does not take one: some may be written then, and writing them again does no harm
     */
    public void write(Collection<ProducerRecord<byte[], byte[]>> messages) {
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
            messages.forEach(message -> sent.add(producer.send(message)));
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (KafkaException e) {
            throw notTaken(e);
        } catch (ExecutionException e) {
            throw notTaken(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notTaken(e);
        }
    }

    private CommandFailure notTaken(Throwable cause) {
        return CommandFailure.failed(
                "Kafka did not take the whole " + name + " (" + cause.getMessage() + "): import it again when it does",
                cause);
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
