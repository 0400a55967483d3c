package io.tocsin.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** The broker's settings: one node that is broker and controller, on a machine with few cores. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final String CLIENT_LISTENER = "PLAINTEXT";

    /** What differs from Kafka's own defaults whatever the options are. */
    private static final Map<String, String> FIXED = Map.ofEntries(
            Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", Integer.toString(NODE_ID)),
            Map.entry("controller.listener.names", CONTROLLER_LISTENER),
            Map.entry("inter.broker.listener.name", CLIENT_LISTENER),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"),

            // One node: everything has one replica, and internal topics need no partitions to spread.
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("offsets.topic.segment.bytes", "16777216"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "8"),
            Map.entry("transaction.state.log.segment.bytes", "16777216"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),

            // A member that leaves or dies is noticed as fast as its own session time-out asks for.
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.session.timeout.ms", "1000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
            // The transaction of a killed process ends at its time-out, not up to 10 s later.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),

            // After a kill the broker is let in again when the session of its last life has ended: 9 s by default.
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "750"),

            // The cleaner claims its buffer from the heap at once: Kafka's default is 128 MB.
            Map.entry("log.cleaner.dedupe.buffer.size", "16777216"),
            Map.entry("log.cleaner.backoff.ms", "5000"),
            Map.entry("log.index.size.max.bytes", "4194304"),

            // Two cores are shared with everything else.
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("num.recovery.threads.per.data.dir", "2"),
            Map.entry("background.threads", "2"),
            Map.entry("group.coordinator.threads", "2"),
            // The controller's heartbeat record; every 500 ms by default, for clusters of many brokers.
            Map.entry("metadata.max.idle.interval.ms", "5000"));

    private BrokerSettings() {}

    static Properties of(EmbeddedKafkaOptions options, int port, int controllerPort) {
        Path directory = options.dataDirectory().toAbsolutePath();
        String controller = "localhost:" + controllerPort;
        var settings = new Properties();
        settings.putAll(FIXED);
        settings.setProperty("log.dirs", directory.toString());
        settings.setProperty(
                "listeners",
                CLIENT_LISTENER + "://" + options.host() + ":" + port + "," + CONTROLLER_LISTENER + "://" + controller);
        settings.setProperty("advertised.listeners", CLIENT_LISTENER + "://" + options.advertisedHost() + ":" + port);
        settings.setProperty("controller.quorum.voters", NODE_ID + "@" + controller);
        settings.putAll(options.properties());
        return settings;
    }
}
