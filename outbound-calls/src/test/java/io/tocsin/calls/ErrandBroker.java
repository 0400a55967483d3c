package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real broker and what the tests do with it: send errands, read what was committed. */
final class ErrandBroker implements AutoCloseable {
    private static final int PARTITIONS = 4;

    private final EmbeddedKafka kafka = EmbeddedKafka.startTemporary(List.of());

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    ErrandTopics create(String name) {
        var topics = new ErrandTopics(name);
        kafka.createTopics(List.of(topic(topics.errands()), topic(topics.outcomes()), topic(topics.deadLetters())));
        return topics;
    }

    private static Topic topic(String name) {
        return new Topic(name, PARTITIONS, "key", "value", "a test", Map.of());
    }

    /** Sends {@code count} errands {@code <prefix>-0 …}, over {@code keys} keys in turn. */
    void send(ErrandTopics topics, String prefix, int count, int keys) {
        send(topics, prefix, count, keys, key -> null);
    }

    /** @param partition of a key; {@code null} as Kafka's own producer chooses */
    void send(ErrandTopics topics, String prefix, int count, int keys, Function<String, @Nullable Integer> partition) {
        var form = new Errand.Form();
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrapServers(), "linger.ms", 5);
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>();
            for (int i = 0; i < count; i++) {
                Errand errand = Errand.errand(prefix + '-' + i).of("key-" + i % keys);
                sent.add(producer.send(new ProducerRecord<>(
                        topics.errands(),
                        partition.apply(errand.key()),
                        errand.key().getBytes(UTF_8),
                        form.write(errand))));
            }
            producer.flush();
            assertThat(sent).allMatch(it -> it.state() == Future.State.SUCCESS);
        }
    }

    /** All committed outcomes, by id: more than one is a broken rule 2. */
    Map<String, List<String>> outcomes(ErrandTopics topics) {
        var outcomes = new HashMap<String, List<String>>();
        for (ConsumerRecord<byte[], byte[]> it : committed(topics.outcomes())) {
            String text = new String(it.value(), UTF_8);
            outcomes.computeIfAbsent(text.substring(0, text.indexOf(' ')), id -> new ArrayList<>())
                    .add(text);
        }
        return outcomes;
    }

    /** How many entries the changelog of a store leaves alive, as a new owner would restore it. */
    long alive(ErrandTopics topics, String store) {
        var last = new HashMap<String, Boolean>();
        for (ConsumerRecord<byte[], byte[]> it : committed(topics.changelog(store))) {
            last.put(new String(it.key(), UTF_8), it.value() != null);
        }
        return last.values().stream().filter(alive -> alive).count();
    }

    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = committedReader(topic)) {
            return readToEnd(consumer);
        }
    }

    /** A read-committed consumer at the beginning of all partitions of a topic. */
    KafkaConsumer<byte[], byte[]> committedReader(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                20);
        var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(it -> new TopicPartition(topic, it.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** Reads up to what is committed at this moment, and no further. */
    static List<ConsumerRecord<byte[], byte[]>> readToEnd(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(50)).forEach(records::add);
        }
        return records;
    }

    @Override
    public void close() {
        kafka.close();
    }
}
