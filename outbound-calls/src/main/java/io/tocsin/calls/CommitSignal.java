package io.tocsin.calls;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.StreamsMetrics;

/**
 * Counts the commits of the stream thread that asks. What was written before the count moved is durable.
 *
 * <p>Why the engine needs it: a call may only start when the in-flight entry that announces it has been committed.
 * Started earlier, a crash would abort the entry and with it all knowledge that a call may have had its effect. Kafka
 * Streams has no callback for a commit, but it publishes the number of commits of each stream thread as the metric
 * {@code commit-total} of the group {@code stream-thread-metrics} (documented, level INFO), recorded after the
 * transaction was committed and on the thread that committed it. See ADR 2.
 */
@FunctionalInterface
public interface CommitSignal {
    /** How many commits this thread has made so far; only ever grows. */
    long commits();

    /** Finds the signal of the thread that a task runs on. */
    @FunctionalInterface
    interface Source {
        /**
         * Called on the stream thread when a task starts.
         *
         * @throws IllegalStateException when there is no such signal
         */
        CommitSignal of(StreamsMetrics metrics);
    }

    /** The commit counter of Kafka Streams itself. */
    static Source ofStreamThread() {
        return metrics -> {
            String thread = Thread.currentThread().getName();
            for (Map.Entry<MetricName, ? extends Metric> entry :
                    metrics.metrics().entrySet()) {
                MetricName name = entry.getKey();
                if (name.name().equals("commit-total")
                        && name.group().equals("stream-thread-metrics")
                        && thread.equals(name.tags().get("thread-id"))) {
                    Metric metric = entry.getValue();
                    return () -> ((Number) metric.metricValue()).longValue();
                }
            }
            throw new IllegalStateException("Kafka Streams has no metric stream-thread-metrics/commit-total for thread "
                    + thread + ", so the engine cannot tell when a request is durable. In a test without stream"
                    + " threads (TopologyTestDriver) use CommitSignal.afterEachStep().");
        };
    }

    /**
     * For {@code TopologyTestDriver}, which has no stream threads and commits after each step: every look finds one more
     * commit. Never in production: calls would start before their in-flight entries are durable.
     */
    static Source afterEachStep() {
        return metrics -> new CommitSignal() {
            private long looks;

            @Override
            public long commits() {
                return ++looks;
            }
        };
    }
}
