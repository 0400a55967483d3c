package io.tocsin.fire.topology;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** One instance of fire detection on a real broker, without the service around it. */
final class FireStreams implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    final FireParts parts = FireParts.usual(new SimpleMeterRegistry());
    private final KafkaStreams streams;

    FireStreams(String bootstrapServers, Path stateDirectory) {
        this(bootstrapServers, stateDirectory, Time.SYSTEM);
    }

    FireStreams(String bootstrapServers, Path stateDirectory, Time time) {
        streams = new KafkaStreams(new FireTopology(parts).build(), config(bootstrapServers, stateDirectory), time);
    }

    void renewThreads() {
        var threads = new StreamThreads(streams);
        threads.outdate();
        threads.replace();
    }

    private static Properties config(String bootstrapServers, Path stateDirectory) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "fire-detection");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "2");
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "200");
        config.put(StreamsConfig.POLL_MS_CONFIG, "20");
        config.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, "-1");
        config.put(StreamsConfig.producerPrefix("linger.ms"), "0");
        config.put(StreamsConfig.producerPrefix("acks"), "all");
        config.put(StreamsConfig.consumerPrefix("session.timeout.ms"), "6000");
        config.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), "1500");
        return config;
    }

    FireStreams start() {
        streams.start();
        return this;
    }

    FireStreams awaitRunning() {
        await().atMost(SOON).until(() -> streams.state() == KafkaStreams.State.RUNNING);
        return this;
    }

    boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(20));
    }
}
