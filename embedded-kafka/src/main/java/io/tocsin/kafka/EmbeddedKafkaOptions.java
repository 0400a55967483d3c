package io.tocsin.kafka;

import io.tocsin.model.topic.Topic;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a broker is started.
 *
 * @param dataDirectory where everything is kept; made and formatted when new, continued when not
 * @param host the host name or address to listen on
 * @param port the TCP port to listen on; 0 takes a free one
 * @param advertisedHost the host name that clients are told to connect to
 * @param topics what must exist before the broker counts as started
 * @param properties broker settings by Kafka's names; they win over those of this module
 */
public record EmbeddedKafkaOptions(
        Path dataDirectory,
        String host,
        int port,
        String advertisedHost,
        List<Topic> topics,
        Map<String, String> properties) {
    private static final String LOCAL = "localhost";
    private static final int HIGHEST_PORT = 65_535;

    /** @throws IllegalArgumentException when the port is not one */
    public EmbeddedKafkaOptions {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port must be 0 to " + HIGHEST_PORT + ", not " + port);
        }
        topics = List.copyOf(topics);
        properties = Map.copyOf(properties);
    }

    /** A broker for this machine only, on a free port, without topics. */
    public static EmbeddedKafkaOptions in(Path dataDirectory) {
        return new EmbeddedKafkaOptions(dataDirectory, LOCAL, 0, LOCAL, List.of(), Map.of());
    }

    /** The same, listening on {@code newPort}; 0 takes a free one. */
    public EmbeddedKafkaOptions withPort(int newPort) {
        return new EmbeddedKafkaOptions(dataDirectory, host, newPort, advertisedHost, topics, properties);
    }

    /** The same, listening on {@code newHost} and telling clients to connect to {@code newAdvertisedHost}. */
    public EmbeddedKafkaOptions withHosts(String newHost, String newAdvertisedHost) {
        return new EmbeddedKafkaOptions(dataDirectory, newHost, port, newAdvertisedHost, topics, properties);
    }

    /** The same, with these topics. */
    public EmbeddedKafkaOptions withTopics(List<Topic> newTopics) {
        return new EmbeddedKafkaOptions(dataDirectory, host, port, advertisedHost, newTopics, properties);
    }

    /** The same, with one more broker setting. */
    public EmbeddedKafkaOptions withProperty(String name, String value) {
        var more = new HashMap<>(properties);
        more.put(name, value);
        return new EmbeddedKafkaOptions(dataDirectory, host, port, advertisedHost, topics, more);
    }
}
