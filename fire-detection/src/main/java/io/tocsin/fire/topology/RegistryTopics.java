package io.tocsin.fire.topology;

import io.tocsin.fire.registry.Registry;
import io.tocsin.fire.registry.RegistryTable;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.service.kafka.NoStore;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.Topology;

/** What every instance knows: the topics of the registry, read by all of them. */
final class RegistryTopics {
    private final Registry registry;
    private final Refusals refusals;

    RegistryTopics(FireParts parts) {
        this.registry = parts.registry();
        this.refusals = parts.refusals();
    }

    void read(Topology topology) {
        read(
                topology,
                Topics.DETECTORS,
                registry.detectors(),
                DetectorId::ofKey,
                Detector.class,
                detector -> detector.detector().toKey());
        read(topology, Topics.FLOORS, registry.floors(), FloorId::ofKey, Floor.class, floor -> floor.floor()
                .toKey());
        read(
                topology,
                Topics.DISABLEMENTS,
                registry.disablements(),
                DetectorId::ofKey,
                Disablement.class,
                disablement -> disablement.detector().toKey());
    }

    private <K, V> void read(
            Topology topology,
            Topic topic,
            RegistryTable<K, V> table,
            RegistryReader.KeyReading<K> keys,
            Class<V> type,
            Function<V, byte[]> keyOf) {
        topology.addGlobalStore(
                NoStore.named("registry-of-" + topic.name()),
                "read-" + topic.name(),
                new KafkaTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic.name(),
                "register-" + topic.name(),
                () -> new RegistryReader<>(topic, table, keys, Json.form(type), keyOf, refusals));
    }
}
