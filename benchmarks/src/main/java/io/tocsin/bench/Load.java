package io.tocsin.bench;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What contenders find waiting in Kafka. */
final class Load {
    private Load() {}

    /** Writes records and returns when Kafka has them. */
    static void write(String bootstrapServers, Stream<ProducerRecord<byte[], byte[]>> records) {
        var failures = new ConcurrentLinkedQueue<Exception>();
        try (var producer = new KafkaProducer<>(
                Settings.producer(bootstrapServers, null), new ByteArraySerializer(), new ByteArraySerializer())) {
            records.forEach(record -> {
                Future<RecordMetadata> unused = producer.send(record, (written, refused) -> {
                    if (refused != null) {
                        failures.add(refused);
                    }
                });
            });
            producer.flush();
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("Kafka did not take " + failures.size() + " records", failures.peek());
        }
    }
}
