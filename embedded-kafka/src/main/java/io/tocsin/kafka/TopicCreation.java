package io.tocsin.kafka;

import io.tocsin.model.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * Brings topics to what the catalogue says: creates those that are missing and sets what differs in the others.
 *
 * <p>Partitions of an existing topic stay as they are: more of them would move keys and break their order.
 */
final class TopicCreation {
    private static final short ONE_REPLICA = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Admin admin;

    private TopicCreation(Admin admin) {
        this.admin = admin;
    }

    /** @throws EmbeddedKafkaException when the broker refuses, or does not answer in time */
    static void create(String bootstrapServers, List<Topic> topics) {
        var settings = new Properties();
        settings.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(settings)) {
            new TopicCreation(admin).create(topics);
        }
    }

    private void create(List<Topic> topics) {
        Set<String> existing = answerOf(admin.listTopics().names());
        Map<Boolean, List<Topic>> byExistence =
                topics.stream().collect(Collectors.partitioningBy(topic -> existing.contains(topic.name())));
        createMissing(byExistence.getOrDefault(false, List.of()));
        alignConfig(byExistence.getOrDefault(true, List.of()));
        awaitLeaders(topics);
    }

    /**
     * Waits until every partition is served. A producer that is quicker has its first batch refused and its second taken, and
     * from then on the first is out of sequence for ever: such a partition takes nothing more from it.
     */
    private void awaitLeaders(List<Topic> topics) {
        Map<TopicPartition, OffsetSpec> everyPartition = new HashMap<>();
        for (Topic topic : topics) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                everyPartition.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!areServed(everyPartition)) {
            if (System.nanoTime() > end) {
                throw new EmbeddedKafkaException("the topics were created, but after " + PATIENCE.toSeconds()
                        + " s the broker still does not serve all their partitions");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** A topic just created is unknown to the broker for a moment, which the admin client does not count as passing. */
    private boolean areServed(Map<TopicPartition, OffsetSpec> partitions) {
        try {
            admin.listOffsets(partitions).all().get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return false;
            }
            throw new EmbeddedKafkaException("cannot reach the topics just created: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedKafkaException("interrupted while creating the topics", e);
        }
    }

    private void createMissing(List<Topic> topics) {
        if (!topics.isEmpty()) {
            List<NewTopic> wanted = topics.stream()
                    .map(topic -> new NewTopic(topic.name(), topic.partitions(), ONE_REPLICA).configs(topic.config()))
                    .toList();
            answerOf(admin.createTopics(wanted).all());
        }
    }

    private void alignConfig(List<Topic> topics) {
        Map<ConfigResource, Topic> byResource = topics.stream()
                .collect(Collectors.toMap(
                        topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic -> topic));
        if (byResource.isEmpty()) {
            return;
        }
        Map<ConfigResource, Config> present =
                answerOf(admin.describeConfigs(byResource.keySet()).all());
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        byResource.forEach((resource, topic) -> {
            List<AlterConfigOp> differing = topic.config().entrySet().stream()
                    .filter(entry -> !entry.getValue().equals(valueOf(present.get(resource), entry.getKey())))
                    .map(entry -> new AlterConfigOp(
                            new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                    .toList();
            if (!differing.isEmpty()) {
                changes.put(resource, differing);
            }
        });
        if (!changes.isEmpty()) {
            answerOf(admin.incrementalAlterConfigs(changes).all());
        }
    }

    private static String valueOf(@Nullable Config config, String name) {
        ConfigEntry entry = config == null ? null : config.get(name);
        return entry == null ? "" : entry.value();
    }

    private static <T> T answerOf(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new EmbeddedKafkaException("cannot create the topics: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedKafkaException("interrupted while creating the topics", e);
        }
    }
}
