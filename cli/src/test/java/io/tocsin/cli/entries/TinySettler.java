package io.tocsin.cli.entries;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** In place of toll-payments: settles whatever comes, at once. */
final class TinySettler {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger toRepeat = new AtomicInteger();
    private final AtomicInteger toSkip = new AtomicInteger();
    private final Thread thread = Thread.ofPlatform().name("tiny-settler").unstarted(this::settle);
    private volatile boolean stopping;

    TinySettler(String bootstrapServers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void start() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.PENDING_PAYMENTS.name()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
    }

    /** The next payment is settled twice, and the one after it not at all. */
    void repeatAndSkipOne() {
        toSkip.set(1);
        toRepeat.set(1);
    }

    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
        consumer.close();
        producer.close();
    }

    private void settle() {
        while (!stopping) {
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(POLL)) {
                if (toRepeat.getAndSet(0) == 1) {
                    send(message);
                    send(message);
                } else if (toSkip.getAndSet(0) == 0) {
                    send(message);
                }
            }
            producer.flush();
        }
    }

    private void send(ConsumerRecord<byte[], byte[]> message) {
        PendingPayment pending = Json.read(message.value(), PendingPayment.class);
        var settled = new SettledPayment(
                pending.paymentId(),
                pending.vehicle(),
                pending.amount(),
                pending.card(),
                pending.passedAt(),
                "ch_test",
                Instant.EPOCH,
                1);
        Future<RecordMetadata> unused =
                producer.send(new ProducerRecord<>(Topics.SETTLED_PAYMENTS.name(), message.key(), Json.write(settled)));
    }
}
