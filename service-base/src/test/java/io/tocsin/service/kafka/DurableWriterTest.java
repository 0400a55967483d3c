package io.tocsin.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.tocsin.service.kafka.DurableWriter.Written;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Callers know within their time, whatever Kafka does. */
class DurableWriterTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MEASURED = Duration.ofSeconds(2);

    /** A producer that does not find Kafka: each record is held up, and then taken. */
    private static final class HeldUp extends MockProducer<byte[], byte[]> {
        HeldUp() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
            LockSupport.parkNanos(TIMEOUT.dividedBy(3).toNanos());
            return super.send(record);
        }
    }

    private static MockProducer<byte[], byte[]> producer(boolean answers) {
        return new MockProducer<>(answers, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static Written write(Producer<byte[], byte[]> producer, int count) {
        try (var writer = new DurableWriter(producer, TIMEOUT, OpenTelemetry.noop(), "test")) {
            List<ProducerRecord<byte[], byte[]>> records = IntStream.range(0, count)
                    .mapToObj(i -> new ProducerRecord<byte[], byte[]>("topic", new byte[] {(byte) i}))
                    .toList();
            return writer.write(records, Attributes.empty());
        }
    }

    @Test
    void shouldSayThatAllAreTaken() {
        var producer = producer(true);

        assertThat(write(producer, 100)).isInstanceOf(Written.Taken.class);
        assertThat(producer.history()).hasSize(100);
    }

    @Test
    void shouldKeepToOneTimeForAWholeBatchWhenEachOfItsRecordsIsHeldUp() {
        var producer = new HeldUp();
        long begin = System.nanoTime();

        assertThat(write(producer, 20)).isInstanceOf(Written.NotTaken.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(TIMEOUT, TIMEOUT.plus(MEASURED));
        assertThat(producer.history()).as("nobody waits for the rest").hasSizeLessThan(20);
    }

    @Test
    void shouldSayThatItIsNotTakenWhenKafkaDoesNotConfirmInTime() {
        assertThat(write(producer(false), 2)).isEqualTo(new Written.NotTaken("Kafka did not confirm within 1 s"));
    }
}
