package io.tocsin.system;

import static java.util.stream.Collectors.toSet;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.core.ConditionTimeoutException;

/** Reads topics from the beginning, and remembers what it has read. */
public final class TopicReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final JsonForm<PaymentOutcome> OUTCOME = Json.form(PaymentOutcome.class);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final List<PaymentOutcome> outcomes = new ArrayList<>();
    private final List<TopicPartition> partitions;

    private TopicReader(String bootstrapServers, IsolationLevel isolation, Collection<String> topics) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        isolation.toString()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** One that sees committed records only, as every careful consumer does. */
    static TopicReader careful(String bootstrapServers, Collection<String> topics) {
        return new TopicReader(bootstrapServers, IsolationLevel.READ_COMMITTED, topics);
    }

    /** One that also sees what is not committed, and perhaps never will be. */
    static TopicReader careless(String bootstrapServers, Collection<String> topics) {
        return new TopicReader(bootstrapServers, IsolationLevel.READ_UNCOMMITTED, topics);
    }

    /** Everything that can be seen by now. */
    public List<ConsumerRecord<byte[], byte[]>> toTheEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    /** What has come since the last call, after waiting a moment for it. */
    public List<ConsumerRecord<byte[], byte[]>> next() {
        var next = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        consumer.poll(POLL).forEach(next::add);
        return next;
    }

    /** The outcomes that can be seen by now; to be asked of a reader of outcome topics only. */
    public List<PaymentOutcome> outcomes() {
        toTheEnd().stream().skip(outcomes.size()).map(TopicReader::outcome).forEach(outcomes::add);
        return outcomes;
    }

    /** A record of an outcome topic. */
    public static PaymentOutcome outcome(ConsumerRecord<byte[], byte[]> record) {
        return OUTCOME.read(record.value());
    }

    /** Waits until each of the payments has an outcome; there must be one each, and no others. */
    public List<PaymentOutcome> awaitOneOutcomeEach(Collection<PendingPayment> payments, Duration limit) {
        Set<PaymentId> expected =
                payments.stream().map(PendingPayment::paymentId).collect(toSet());
        try {
            await().atMost(limit)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> idsOf(outcomes(), expected).size() == expected.size());
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "only " + idsOf(outcomes(), expected).size() + " of " + expected.size()
                            + " payments have an outcome after " + limit,
                    e);
        }
        List<PaymentOutcome> outcomes = outcomes().stream()
                .filter(outcome -> expected.contains(outcome.paymentId()))
                .toList();
        if (outcomes.size() != expected.size()) {
            throw new AssertionError(outcomes.size() + " outcomes for " + expected.size() + " payments");
        }
        return outcomes;
    }

    private static Set<PaymentId> idsOf(List<PaymentOutcome> outcomes, Set<PaymentId> wanted) {
        return outcomes.stream()
                .map(PaymentOutcome::paymentId)
                .filter(wanted::contains)
                .collect(toSet());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
