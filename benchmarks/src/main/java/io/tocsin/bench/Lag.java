package io.tocsin.bench;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a group has got with a topic, as far as it has committed. */
final class Lag implements AutoCloseable {
    private final Admin admin;
    private final String group;
    private final String topic;

    Lag(String bootstrapServers, String group, String topic) {
        this.admin = Admin.create(Map.<String, Object>of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.group = group;
        this.topic = topic;
    }

    /** How many records it has read. */
    long read() throws ExecutionException, InterruptedException {
        return committed().values().stream().mapToLong(it -> it).sum();
    }

    /** How many records it has yet to read. */
    long behind() throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> committed = committed();
        Map<TopicPartition, ListOffsetsResultInfo> ends = admin.listOffsets(
                        committed.keySet().stream().collect(Collectors.toMap(it -> it, it -> OffsetSpec.latest())))
                .all()
                .get();
        return ends.values().stream().mapToLong(ListOffsetsResultInfo::offset).sum()
                - committed.values().stream().mapToLong(it -> it).sum();
    }

    private Map<TopicPartition, Long> committed() throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> all = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return all.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    @Override
    public void close() {
        admin.close();
    }
}
