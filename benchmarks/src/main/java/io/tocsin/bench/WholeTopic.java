package io.tocsin.bench;

import io.tocsin.model.topic.Topic;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A topic as a read-committed consumer sees it, from its beginning. */
final class WholeTopic {
    private WholeTopic() {}

    /** A consumer that has all partitions of it. */
    static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers, Topic topic) {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new TopicPartition(topic.name(), partition))
                .toList();
        var consumer = new KafkaConsumer<>(
                Settings.consumer(bootstrapServers, "watch"), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
