package io.tocsin.simulator.lanes;

import io.tocsin.model.json.JsonSerde;
import io.tocsin.model.payment.PendingPayment;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes Kafka producers for the toll lanes: nothing lost, nothing doubled by the producer, quiet while Kafka is away. */
final class LanesProducers implements Supplier<Producer<String, PendingPayment>> {
    private final Map<String, Object> properties;

    /** @param kafka where Kafka is and how to sign in, by Kafka's names */
    LanesProducers(Map<String, Object> kafka) {
        properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, "toll-lanes");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        // A payment is never given up: better late than twice through the lanes' own repetition.
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        properties.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 500);
        properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 2_000);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MS_CONFIG, 500);
        properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
        // The toll lanes are one small part of a small process.
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 16L << 20);
    }

    @Override
    public Producer<String, PendingPayment> get() {
        return new KafkaProducer<>(
                properties,
                new StringSerializer(),
                JsonSerde.of(PendingPayment.class).serializer());
    }
}
