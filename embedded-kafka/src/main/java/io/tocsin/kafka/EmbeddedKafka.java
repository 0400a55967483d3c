package io.tocsin.kafka;

import io.tocsin.model.file.DirectoryTree;
import io.tocsin.model.topic.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * A running Apache Kafka broker, with its own controller, inside this JVM. It is the real server, not an imitation:
 * transactions, groups and recovery are Kafka's own.
 *
 * <p>One broker listens without encryption or sign-in and keeps one copy of everything: for one machine, tests and
 * benchmarks, not for production.
 */
public final class EmbeddedKafka implements AutoCloseable {
    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final DataDirectory directory;
    private final @Nullable Path temporaryDirectory;

    private EmbeddedKafka(
            KafkaRaftServer server,
            String bootstrapServers,
            DataDirectory directory,
            @Nullable Path temporaryDirectory) {
        this.server = server;
        this.directory = directory;
        this.bootstrapServers = bootstrapServers;
        this.temporaryDirectory = temporaryDirectory;
    }

    /**
     * Starts a broker and waits until it serves and the topics of {@code options} exist. A data directory that was used
     * before is continued, also after a crash.
     *
     * @throws EmbeddedKafkaException when the port is taken, the directory is not usable, or Kafka refuses to start
     */
    public static EmbeddedKafka start(EmbeddedKafkaOptions options) {
        return start(options, null);
    }

    /** Starts a broker on a free port, in a temporary directory that {@link #close()} deletes. */
    public static EmbeddedKafka startTemporary(List<Topic> topics) {
        try {
            Path directory = Files.createTempDirectory("tocsin-kafka-");
            return start(EmbeddedKafkaOptions.in(directory).withTopics(topics), directory);
        } catch (IOException e) {
            throw new EmbeddedKafkaException("cannot make a temporary directory for Kafka: " + e, e);
        }
    }

    private static EmbeddedKafka start(EmbeddedKafkaOptions options, @Nullable Path temporaryDirectory) {
        if (options.port() != 0) {
            Ports.requireFree(options.host(), options.port());
        }
        DataDirectory directory = DataDirectory.take(options.dataDirectory());
        int port = options.port() == 0 ? Ports.free(options.host()) : options.port();
        KafkaRaftServer server = serve(options, port, directory);
        var kafka = new EmbeddedKafka(server, options.advertisedHost() + ":" + port, directory, temporaryDirectory);
        try {
            kafka.createTopics(options.topics());
        } catch (EmbeddedKafkaException e) {
            kafka.close();
            throw e;
        }
        return kafka;
    }

    private static KafkaRaftServer serve(EmbeddedKafkaOptions options, int port, DataDirectory directory) {
        KafkaRaftServer server = null;
        try {
            var config = new KafkaConfig(BrokerSettings.of(options, port, Ports.free("localhost")), false);
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return server;
        } catch (RuntimeException e) {
            if (server != null) {
                server.shutdown();
            }
            leave(directory);
            throw new EmbeddedKafkaException(
                    "Kafka does not start in " + options.dataDirectory() + ": " + e.getMessage(), e);
        }
    }

    private static void leave(DataDirectory directory) {
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unlock Kafka's data directory", e);
        }
    }

    /** Where clients connect to: {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /**
     * Creates the topics that are missing and sets the configuration that differs; does nothing when all is as it should
     * be. The number of partitions of an existing topic is left alone.
     *
     * @throws EmbeddedKafkaException when the broker refuses
     */
    public void createTopics(List<Topic> topics) {
        if (!topics.isEmpty()) {
            TopicCreation.create(bootstrapServers, topics);
        }
    }

    /** Returns when the broker has stopped, by {@link #close()} or because of an error of its own. */
    public void awaitStop() {
        server.awaitShutdown();
    }

    /** Stops the broker cleanly: everything it has taken in is on disk. A second call does nothing. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        leave(directory);
        if (temporaryDirectory != null) {
            DirectoryTree.delete(temporaryDirectory);
        }
    }
}
