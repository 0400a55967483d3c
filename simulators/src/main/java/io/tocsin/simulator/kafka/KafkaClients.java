package io.tocsin.simulator.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes the Kafka clients of devices: small, quiet while Kafka is away, and never blocked for long. */
public final class KafkaClients {
    private static final int BACKOFF_MILLIS = 500;
    private static final int LONGEST_BACKOFF_MILLIS = 2_000;
    private static final int LONGEST_BLOCK_MILLIS = 1_000;
    private static final int LONGEST_CALL_MILLIS = 5_000;
    private static final int DELIVERY_MILLIS = 300_000;

    private final Map<String, Object> common;

    /**
     * @param kafka where Kafka is and how to sign in, by Kafka's names ({@code bootstrap.servers}, …)
     * @param name of the devices, for Kafka's own logs and quotas
     */
    public KafkaClients(Map<String, Object> kafka, String name) {
        common = new HashMap<>(kafka);
        common.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        common.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, BACKOFF_MILLIS);
        common.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, LONGEST_BACKOFF_MILLIS);
        common.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, BACKOFF_MILLIS);
        common.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, LONGEST_BACKOFF_MILLIS);
    }

    /** What it was handed in the last five minutes still arrives when Kafka returns, as far as 16 MB hold it. */
    public Producer<byte[], byte[]> producer() {
        var properties = new HashMap<>(common);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK_MILLIS);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** One that is told what to read, and commits nothing. */
    public Consumer<byte[], byte[]> consumer() {
        var properties = new HashMap<>(common);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LONGEST_CALL_MILLIS);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
