package io.tocsin.kafka;

import static io.tocsin.kafka.TestClients.committed;
import static io.tocsin.kafka.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {
    private static final String PENDING = Topics.PENDING_PAYMENTS.name();

    private static final Config NOTHING = new Config(List.of());

    private final Path directory;

    EmbeddedKafkaIT(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void shouldCreateTheTopicsAsTheCatalogueHasThem() throws Exception {
        try (var kafka = EmbeddedKafka.startTemporary(Topics.ALL);
                var admin = admin(kafka)) {
            List<String> names = Topics.ALL.stream().map(Topic::name).toList();

            Map<String, TopicDescription> present =
                    admin.describeTopics(names).allTopicNames().get();

            for (Topic topic : Topics.ALL) {
                assertThat(present.get(topic.name()))
                        .extracting(found -> found.partitions().size())
                        .isEqualTo(topic.partitions());
                topic.config().forEach((name, value) -> assertThat(config(admin, topic.name(), name))
                        .isEqualTo(value));
            }
            assertThat(admin.describeFeatures().featureMetadata().get().finalizedFeatures())
                    .hasEntrySatisfying("transaction.version", range -> assertThat(range.maxVersionLevel())
                            .isEqualTo((short) 2));
        }
    }

    @Test
    void shouldSetWhatDiffersWhenTheTopicExists() {
        Topic before = topic("changing", Map.of());
        Topic after = topic("changing", Map.of("retention.ms", "1234"));
        try (var kafka = EmbeddedKafka.startTemporary(List.of(before));
                var admin = admin(kafka)) {
            kafka.createTopics(List.of(after));
            kafka.createTopics(List.of(after));

            assertThat(config(admin, "changing", "retention.ms")).isEqualTo("1234");
        }
    }

    @Test
    void shouldShowOnlyWhatIsCommitted() throws Exception {
        try (var kafka = EmbeddedKafka.startTemporary(Topics.ALL);
                var producer = TestClients.transactionalProducer(kafka.bootstrapServers(), "one")) {
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PENDING, 0, "key", "taken back")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(PENDING, 0, "key", "kept")).get();
            producer.commitTransaction();

            assertThat(committed(kafka.bootstrapServers(), PENDING)).containsExactly("kept");
        }
    }

    @Test
    void shouldGoOnWhereItStoppedWhenStartedAgain() {
        EmbeddedKafkaOptions options = EmbeddedKafkaOptions.in(directory).withTopics(Topics.ALL);
        try (var kafka = EmbeddedKafka.start(options)) {
            send(kafka.bootstrapServers(), PENDING, "first", "second");
        }

        try (var kafka = EmbeddedKafka.start(options)) {
            send(kafka.bootstrapServers(), PENDING, "third");

            assertThat(committed(kafka.bootstrapServers(), PENDING)).containsExactly("first", "second", "third");
        }
    }

    @Test
    void shouldNameThePortWhenItIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            EmbeddedKafkaOptions options = EmbeddedKafkaOptions.in(directory).withPort(taken.getLocalPort());

            assertThatThrownBy(() -> EmbeddedKafka.start(options))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining("localhost:" + taken.getLocalPort())
                    .hasMessageContaining("choose another one");
        }
    }

    @Test
    void shouldTurnASecondBrokerAwayAndLeaveTheFirstUnharmed() {
        EmbeddedKafkaOptions options = EmbeddedKafkaOptions.in(directory).withTopics(Topics.ALL);
        try (var kafka = EmbeddedKafka.start(options)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(options))
                    .isInstanceOf(EmbeddedKafkaException.class)
                    .hasMessageContaining("in use by another broker");

            send(kafka.bootstrapServers(), PENDING, "still here");
            assertThat(committed(kafka.bootstrapServers(), PENDING)).containsExactly("still here");
        }
    }

    private static Topic topic(String name, Map<String, String> config) {
        return new Topic(name, 1, "none", "none", "For a test.", config);
    }

    private static Admin admin(EmbeddedKafka kafka) {
        return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    private static String config(Admin admin, String topic, String name) {
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config found = admin.describeConfigs(List.of(resource)).all().get().getOrDefault(resource, NOTHING);
            return found.get(name).value();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }
}
