package io.tocsin.cli.entries;

import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads every committed outcome from the moment it was made, and tells the tally about those of the run. */
final class OutcomeFollower implements Runnable, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final RunIds ids;
    private final Tally tally;
    private final int entries;
    private volatile boolean stopping;
    private volatile @Nullable RuntimeException failure;

    /** Takes its positions here, so everything that comes afterwards is seen. */
    OutcomeFollower(String bootstrapServers, RunIds ids, Tally tally, int entries) {
        this.ids = ids;
        this.tally = tally;
        this.entries = entries;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5_000,
                        // The broker is on this machine; the CPU is worth more here.
                        ConsumerConfig.CHECK_CRCS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topics.SETTLED_PAYMENTS, Topics.FAILED_PAYMENTS)
                .flatMap(topic -> consumer.partitionsFor(topic.name()).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.endOffsets(partitions).forEach(consumer::seek);
    }

    @Override
    public void run() {
        try {
            while (!stopping) {
                var outcomes = consumer.poll(POLL);
                long now = System.nanoTime();
                for (ConsumerRecord<byte[], byte[]> outcome : outcomes) {
                    OutcomeGlance.at(outcome.value()).ifPresent(glance -> tell(glance, now));
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            consumer.close();
        }
    }

    /** What ended it before its time, if anything did. */
    @Nullable RuntimeException failure() {
        return failure;
    }

    /** Ends {@link #run()} soon. */
    @Override
    public void close() {
        stopping = true;
    }

    private void tell(OutcomeGlance outcome, long now) {
        int entry = ids.entryOf(outcome.paymentId());
        if (entry >= 0 && entry < entries) {
            tally.outcome(entry, outcome, now);
        }
    }
}
