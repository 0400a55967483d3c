package io.tocsin.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tocsin.model.topic.Topics;
import java.lang.management.ManagementFactory;
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

    /**
     * What was measured.
     *
     * @param perSecond payments per second
     * @param cpuMicros processor time of the whole process for each payment, in microseconds; broker and load included
     */
    record Reading(double perSecond, double cpuMicros) {}

    /** Watches until all have been seen. */
    static Reading watch(String bootstrapServers, int expected) {
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
            long cpuAtStart = 0;
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
                    cpuAtStart = cpuNanos();
                    seenAtStart = seen;
                }
            }
            if (seen > expected) {
                throw new IllegalStateException(seen + " outcomes for " + expected + " payments");
            }
            long counted = seen - seenAtStart;
            return new Reading(
                    counted / ((System.nanoTime() - start) / 1e9), (cpuNanos() - cpuAtStart) / 1e3 / counted);
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
