package io.tocsin.cli.replay;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.topic.Topic;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes to topics in bulk. What Kafka does not take shows with the next record, or when all must be taken. */
public final class TopicWriter implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** @throws KafkaException when {@code bootstrapServers} cannot be an address */
    public TopicWriter(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        // Between two processes of one machine bytes are cheaper than the CPU to pack them.
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "none"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Hands a record to the producer. */
    // Its failure arrives in the callback.
    @SuppressWarnings("FutureReturnValueIgnored")
    public void write(Topic topic, byte[] key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value), (taken, problem) -> {
                if (problem != null) {
                    failure.compareAndSet(null, problem);
                }
            });
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Returns when each record was taken, or not. */
    public void flush() {
        producer.flush();
    }

    /**
     * Fails when a record was not taken, as far as that is known.
     *
     * @param what was written, in the plural
     * @param rest how far it came and what that means, for people
     * @throws CommandFailure when one was not
     */
    public void requireTaken(String what, String rest) {
        Exception problem = failure.get();
        if (problem != null) {
            throw CommandFailure.failed(
                    "Kafka did not take every " + what + " (" + problem.getMessage() + "): " + rest, problem);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
