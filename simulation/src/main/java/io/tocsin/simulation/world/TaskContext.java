package io.tocsin.simulation.world;

import io.tocsin.calls.CallEvent;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetrics;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** What Kafka Streams gives a processor. Like the real one it belongs to the task, and outlives its being revived. */
final class TaskContext implements ProcessorContext<byte[], CallEvent<Errand, String>> {
    static final String TOPIC = "errands";

    private final Task task;
    private final World world;
    private final Map<String, Store<?>> stores = new HashMap<>();
    private final List<Punctuation> punctuations = new ArrayList<>();

    /** A wall-clock punctuator. Kafka Streams keeps it for as long as the task exists, unless it is cancelled. */
    static final class Punctuation {
        private final long everyNanos;
        private final Punctuator callback;
        private long due;
        private boolean cancelled;

        private Punctuation(long everyNanos, long due, Punctuator callback) {
            this.everyNanos = everyNanos;
            this.due = due;
            this.callback = callback;
        }

        boolean isDue(long now) {
            return !cancelled && due <= now;
        }

        void run(long now, long wallMillis) {
            due = now + everyNanos;
            callback.punctuate(wallMillis);
        }
    }

    TaskContext(Task task, World world) {
        this.task = task;
        this.world = world;
    }

    void add(Store<?> store) {
        stores.put(store.name(), store);
    }

    Iterable<Store<?>> stores() {
        return stores.values();
    }

    /** A copy: a punctuator may schedule another. */
    List<Punctuation> punctuations() {
        punctuations.removeIf(it -> it.cancelled);
        return List.copyOf(punctuations);
    }

    // No type can be written that extends byte[], so these two are overridden by their erasure.

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public void forward(Record record) {
        Record<byte[], CallEvent<Errand, String>> typed = record;
        task.forward(typed.key(), typed.value(), typed.timestamp());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void forward(Record record, String child) {
        forward(record);
    }

    @Override
    public void commit() {
        task.requestCommit();
    }

    @Override
    public Optional<RecordMetadata> recordMetadata() {
        return task.currentRecord();
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the caller says which kind of store it is
    public <S extends StateStore> S getStateStore(String name) {
        Store<?> store = stores.get(name);
        if (store == null) {
            throw new IllegalArgumentException("there is no store " + name);
        }
        return (S) store;
    }

    @Override
    public Cancellable schedule(Duration interval, PunctuationType type, Punctuator callback) {
        if (type != PunctuationType.WALL_CLOCK_TIME) {
            throw new UnsupportedOperationException("only wall-clock punctuators are simulated");
        }
        long nanos = interval.toNanos();
        var punctuation = new Punctuation(nanos, world.time().now() + nanos, callback);
        punctuations.add(punctuation);
        return () -> punctuation.cancelled = true;
    }

    @Override
    public Cancellable schedule(Instant start, Duration interval, PunctuationType type, Punctuator callback) {
        return schedule(interval, type, callback);
    }

    @Override
    public String applicationId() {
        return "simulation";
    }

    @Override
    public TaskId taskId() {
        return new TaskId(0, task.partition());
    }

    @Override
    public Serde<?> keySerde() {
        return Serdes.ByteArray();
    }

    @Override
    public Serde<?> valueSerde() {
        return Serdes.ByteArray();
    }

    @Override
    public File stateDir() {
        throw new UnsupportedOperationException("a simulated task keeps nothing on disk");
    }

    @Override
    public StreamsMetrics metrics() {
        return NO_METRICS;
    }

    @Override
    public Map<String, Object> appConfigs() {
        return Map.of(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    }

    @Override
    public Map<String, Object> appConfigsWithPrefix(String prefix) {
        return Map.of();
    }

    @Override
    public long currentSystemTimeMs() {
        return world.clock().millis();
    }

    @Override
    public long currentStreamTimeMs() {
        return world.clock().millis();
    }

    private static final StreamsMetrics NO_METRICS = new StreamsMetrics() {
        @Override
        public Map<MetricName, ? extends Metric> metrics() {
            return Map.of();
        }

        @Override
        public Sensor addLatencyRateTotalSensor(
                String scope, String entity, String operation, Sensor.RecordingLevel level, String... tags) {
            throw new UnsupportedOperationException("metrics of Kafka Streams are not simulated");
        }

        @Override
        public Sensor addRateTotalSensor(
                String scope, String entity, String operation, Sensor.RecordingLevel level, String... tags) {
            throw new UnsupportedOperationException("metrics of Kafka Streams are not simulated");
        }

        @Override
        public Sensor addSensor(String name, Sensor.RecordingLevel level) {
            throw new UnsupportedOperationException("metrics of Kafka Streams are not simulated");
        }

        @Override
        public Sensor addSensor(String name, Sensor.RecordingLevel level, Sensor... parents) {
            throw new UnsupportedOperationException("metrics of Kafka Streams are not simulated");
        }

        @Override
        public void removeSensor(Sensor sensor) {}
    };
}
