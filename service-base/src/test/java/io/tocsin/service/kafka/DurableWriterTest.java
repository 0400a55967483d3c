package io.tocsin.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

    private static DurableWriter writer(Producer<byte[], byte[]> producer) {
        return new DurableWriter(producer, TIMEOUT, OpenTelemetry.noop(), "test");
    }

    private static Written write(DurableWriter writer, int count) {
        List<ProducerRecord<byte[], byte[]>> records = IntStream.range(0, count)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>("topic", new byte[] {(byte) i}))
                .toList();
        return writer.write(records, Attributes.empty());
    }

    @Test
    void shouldSayThatAllAreTaken() {
        var producer = producer(true);
        try (var writer = writer(producer)) {
            assertThat(write(writer, 100)).isInstanceOf(Written.Taken.class);
        }
        assertThat(producer.history()).hasSize(100);
    }

    @Test
    void shouldKeepToOneTimeForAWholeBatchWhenEachOfItsRecordsIsHeldUp() {
        try (var writer = writer(new HeldUp())) {
            long begin = System.nanoTime();
            assertThat(write(writer, 20)).isInstanceOf(Written.NotTaken.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(TIMEOUT, TIMEOUT.plus(MEASURED));
        }
    }

    @Test
    void shouldNotSendWhatNobodyWaitsForAnyMore() {
        var producer = new HeldUp();
        try (var writer = writer(producer)) {
            assertThat(write(writer, 5)).isInstanceOf(Written.NotTaken.class);
            await().during(TIMEOUT)
                    .atMost(TIMEOUT.plus(MEASURED))
                    .until(() -> producer.history().size() < 5);
        }
    }

    @Test
    void shouldSayThatItIsNotTakenWhenKafkaDoesNotConfirmInTime() {
        try (var writer = writer(producer(false))) {
            assertThat(write(writer, 2)).isEqualTo(new Written.NotTaken("Kafka did not confirm within 1 s"));
        }
    }
}
