package io.tocsin.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tocsin.model.topic.Topic;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Counts the outcomes that a read-committed consumer sees in a topic.
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
     * @param perSecond outcomes per second
     * @param cpuMicros processor time of the whole process for each outcome, in microseconds; broker and load included
     */
    record Reading(double perSecond, double cpuMicros) {}

    /**
     * Watches until all have been seen.
     *
     * @param counts which of the topic's values are outcomes
     */
    static Reading watch(String bootstrapServers, Topic topic, Predicate<byte[]> counts, int expected) {
        try (var consumer = WholeTopic.consumer(bootstrapServers, topic)) {
            long seen = 0;
            long seenAtStart = 0;
            long start = 0;
            long cpuAtStart = 0;
            long lastProgress = System.nanoTime();
            while (seen < expected) {
                long more = 0;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    more += counts.test(record.value()) ? 1 : 0;
                }
                long now = System.nanoTime();
                seen += more;
                if (more > 0) {
                    lastProgress = now;
                } else if (now - lastProgress > PATIENCE.toNanos()) {
                    throw new IllegalStateException("only " + seen + " of " + expected + " outcomes were seen, and"
                            + " none in the last " + PATIENCE.toSeconds() + " s");
                }
                if (start == 0 && seen * RUN_UP >= expected) {
                    start = now;
                    cpuAtStart = cpuNanos();
                    seenAtStart = seen;
                }
            }
            if (seen > expected) {
                throw new IllegalStateException(seen + " outcomes were seen, but only " + expected + " can be");
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
