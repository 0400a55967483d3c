package io.tocsin.bench;

import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends what detectors say; each as soon as it is said. */
final class Signals implements AutoCloseable {
    private static final byte[] QUIET = DetectorSignal.QUIET.write();
    private static final byte[] FIRE = DetectorSignal.FIRE.write();

    private final KafkaProducer<byte[], byte[]> producer;

    Signals(String bootstrapServers) {
        var settings = Settings.producer(bootstrapServers, null);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void quiet(String topic, int detector) {
        send(topic, new DetectorId(detector).toKey(), QUIET);
    }

    void fire(String topic, int detector) {
        send(topic, new DetectorId(detector).toKey(), FIRE);
    }

    /** Whether a signal says fire. */
    static boolean isFire(byte[] value) {
        return value.length == 1 && value[0] == FIRE[0];
    }

    /** Sends anything else. */
    void send(String topic, byte[] key, byte[] value) {
        Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(topic, key, value));
    }

    @Override
    public void close() {
        producer.close();
    }
}
