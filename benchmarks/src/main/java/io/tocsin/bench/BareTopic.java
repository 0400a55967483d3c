package io.tocsin.bench;

import io.tocsin.model.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** A topic like {@code detector-signals} behind which nobody works: what Kafka alone does. */
final class BareTopic {
    static final String NAME = "bare-signals";

    private BareTopic() {}

    static void create(String bootstrapServers) throws ExecutionException, InterruptedException {
        var topic = new NewTopic(NAME, Topics.DETECTOR_SIGNALS.partitions(), (short) 1)
                .configs(Topics.DETECTOR_SIGNALS.config());
        try (Admin admin =
                Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            admin.createTopics(List.of(topic)).all().get();
        }
    }
}
