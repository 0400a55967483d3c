package io.tocsin.system;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as a careful consumer does: committed records only, from the beginning. Remembers what it has read. */
final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<TopicPartition> partitions;

    TopicReader(String bootstrapServers, Topic... topics) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = Arrays.stream(topics)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Everything that is committed by now. */
    List<ConsumerRecord<byte[], byte[]>> toTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    /** The outcomes that are committed by now. */
    List<PaymentOutcome> outcomes() {
        return toTheEnd().stream()
                .map(record -> Json.read(record.value(), PaymentOutcome.class))
                .toList();
    }

    /** Waits until each of the payments has an outcome; there must be one each, and no others. */
    List<PaymentOutcome> awaitOneOutcomeEach(Collection<PendingPayment> payments, Duration limit) {
        Set<PaymentId> expected =
                payments.stream().map(PendingPayment::paymentId).collect(toSet());
        await().atMost(limit).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertThat(outcomes().stream()
                        .map(PaymentOutcome::paymentId)
                        .filter(expected::contains)
                        .distinct()
                        .count())
                .as("payments with an outcome, of %d", expected.size())
                .isEqualTo(expected.size()));
        List<PaymentOutcome> outcomes = outcomes().stream()
                .filter(outcome -> expected.contains(outcome.paymentId()))
                .toList();
        assertThat(outcomes).as("one outcome each").hasSameSizeAs(expected);
        return outcomes;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
