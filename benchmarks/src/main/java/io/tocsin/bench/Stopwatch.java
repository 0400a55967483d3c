package io.tocsin.bench;

import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts settled payments as a read-committed consumer sees them.
 *
 * <p>The clock runs from the moment when a tenth has been seen to the last one: starting up (joining the group, first class
 * loading) is no part of a rate.
 */
final class Stopwatch {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int RUN_UP = 10;

    private Stopwatch() {}

    /** Payments per second. */
    static double rate(String bootstrapServers, int expected) {
        List<TopicPartition> partitions = IntStream.range(0, Topics.SETTLED_PAYMENTS.partitions())
                .mapToObj(partition -> new TopicPartition(Topics.SETTLED_PAYMENTS.name(), partition))
                .toList();
        try (var consumer = new KafkaConsumer<>(
                Settings.consumer(bootstrapServers, "stopwatch"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long seen = 0;
            long seenAtStart = 0;
            long start = 0;
            long lastProgress = System.nanoTime();
            while (seen < expected) {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                long now = System.nanoTime();
                seen += records.count();
                if (records.count() > 0) {
                    lastProgress = now;
                } else if (now - lastProgress > PATIENCE.toNanos()) {
                    throw new IllegalStateException("only " + seen + " of " + expected + " payments were settled, and"
                            + " none in the last " + PATIENCE.toSeconds() + " s");
                }
                if (start == 0 && seen * RUN_UP >= expected) {
                    start = now;
                    seenAtStart = seen;
                }
            }
            if (seen > expected) {
                throw new IllegalStateException(seen + " outcomes for " + expected + " payments");
            }
            return (seen - seenAtStart) / ((System.nanoTime() - start) / 1e9);
        }
    }
}
