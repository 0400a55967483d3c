package io.tocsin.simulator.kafka;

import io.tocsin.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The last value of each key of a topic. */
public final class LatestRecords {
    private static final Duration POLL = Duration.ofMillis(200);

    private LatestRecords() {}

    /**
     * Reads a topic up to its present end; removed keys are left out. Of the consumer only this topic is assigned
     * afterwards.
     *
     * @throws KafkaException when Kafka does not answer, or there is no such topic
     */
    public static Map<String, byte[]> of(Topic topic, Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = assign(topic, consumer);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var latest = new HashMap<String, byte[]>();
        while (partitions.stream()
                .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
            for (ConsumerRecord<byte[], byte[]> found : consumer.poll(POLL)) {
                keep(found, latest);
            }
        }
        return latest;
    }

    /**
     * Assigns every partition of a topic, and gives them.
     *
     * @throws KafkaException when Kafka does not answer, or there is no such topic
     */
    public static List<TopicPartition> assign(Topic topic, Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new KafkaException("there is no topic " + topic.name());
        }
        consumer.assign(partitions);
        return partitions;
    }

    private static void keep(ConsumerRecord<byte[], byte[]> found, Map<String, byte[]> latest) {
        if (found.key() == null) {
            return;
        }
        String key = new String(found.key(), StandardCharsets.UTF_8);
        if (found.value() == null) {
            latest.remove(key);
        } else {
            latest.put(key, found.value());
        }
    }
}
