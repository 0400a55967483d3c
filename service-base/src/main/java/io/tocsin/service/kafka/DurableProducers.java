package io.tocsin.service.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes producers that are durable first, and quick to say when they cannot be. */
public final class DurableProducers {
    private static final int LONGEST_RECONNECT_MILLIS = 2_000;

    private DurableProducers() {}

    /**
     * Makes one.
     *
     * @param broker where Kafka is, and whatever else is configured of it
     * @param clientId how it calls itself
     * @param timeout how long it tries
     */
    public static Producer<byte[], byte[]> open(Map<String, Object> broker, String clientId, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        var settings = new HashMap<>(broker);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.max(1, millis / 2));
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, LONGEST_RECONNECT_MILLIS);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
