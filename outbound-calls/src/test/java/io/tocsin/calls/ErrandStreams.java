package io.tocsin.calls;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** One instance of the engine on a real broker, configured as the README asks for. */
final class ErrandStreams implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    final OutboundCalls<Errand, String> engine;
    final KafkaStreams streams;
    private final AtomicInteger rebalances = new AtomicInteger();

    ErrandStreams(
            String bootstrapServers,
            ErrandTopics topics,
            Path stateDirectory,
            Outside<Errand, String> outside,
            UnaryOperator<OutboundCalls.Builder<Errand, String>> further) {
        engine = further.apply(
                        OutboundCalls.<Errand, String>named(ErrandTopics.ENGINE, new Errand.Form(), Errand::outcome))
                .calling(outside);
        streams = new KafkaStreams(topics.topology(engine), config(bootstrapServers, topics, stateDirectory));
        streams.setStateListener((now, before) -> {
            if (before == KafkaStreams.State.RUNNING && now == KafkaStreams.State.REBALANCING) {
                rebalances.incrementAndGet();
            }
        });
    }

    private static Properties config(String bootstrapServers, ErrandTopics topics, Path stateDirectory) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, topics.errands());
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, "100");
        config.put(StreamsConfig.POLL_MS_CONFIG, "10");
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "2");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        config.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        config.put(StreamsConfig.consumerPrefix("max.poll.interval.ms"), "10000");
        config.put(StreamsConfig.consumerPrefix("session.timeout.ms"), "2000");
        config.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), "500");
        return config;
    }

    ErrandStreams start() {
        streams.start();
        return this;
    }

    ErrandStreams awaitRunning() {
        await().atMost(SOON).until(() -> streams.state() == KafkaStreams.State.RUNNING);
        return this;
    }

    /** How often it left the state of running because partitions moved. */
    int rebalances() {
        return rebalances.get();
    }

    double pollsOfAllThreads() {
        return streams.metrics().entrySet().stream()
                .filter(it -> it.getKey().name().equals("poll-total")
                        && it.getKey().group().equals("stream-thread-metrics"))
                .mapToDouble(it -> ((Number) it.getValue().metricValue()).doubleValue())
                .sum();
    }

    @Override
    public void close() {
        streams.close(Duration.ofSeconds(20));
    }
}
