package io.tocsin.simulator.building;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.json.Json;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.kafka.KafkaClients;
import io.tocsin.simulator.kafka.LatestRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Registers a building. What people have made of it stays: a floor that is registered already keeps its name, valve and
 * policy, and a detector that is disabled in the registry stays disabled.
 */
final class BuildingRegistry {
    private final KafkaClients clients;
    private final BuildingPlan plan;

    BuildingRegistry(KafkaClients clients, BuildingPlan plan) {
        this.clients = clients;
        this.plan = plan;
    }

    /**
     * Returns when Kafka has everything that was missing.
     *
     * @throws KafkaException when it does not answer, or does not take it
     */
    void register(Producer<byte[], byte[]> producer) {
        Map<String, byte[]> floors;
        Map<String, byte[]> detectors;
        try (Consumer<byte[], byte[]> consumer = clients.consumer()) {
            floors = LatestRecords.of(Topics.FLOORS, consumer);
            detectors = LatestRecords.of(Topics.DETECTORS, consumer);
        }
        var sent = new ArrayList<Future<RecordMetadata>>();
        for (Floor floor : plan.registeredFloors()) {
            if (!floors.containsKey(floor.floor().text())) {
                sent.add(send(Topics.FLOORS, floor.floor().toKey(), floor, producer));
            }
        }
        for (Detector detector : plan.registeredDetectors()) {
            Detector before = registered(detectors.get(detector.detector().toString()));
            Detector wanted = before == null ? detector : withItsSwitch(detector, before.enabled());
            if (!wanted.equals(before)) {
                sent.add(send(Topics.DETECTORS, detector.detector().toKey(), wanted, producer));
            }
        }
        awaitTaken(sent);
    }

    private static @Nullable Detector registered(byte @Nullable [] value) {
        try {
            return value == null ? null : Json.read(value, Detector.class);
        } catch (IllegalArgumentException e) {
            // Fire detection cannot read it either: it is registered anew.
            return null;
        }
    }

    private static Detector withItsSwitch(Detector detector, boolean enabled) {
        return new Detector(
                detector.detector(),
                detector.floor(),
                detector.kind(),
                detector.intervalSeconds(),
                detector.address(),
                enabled);
    }

    private static Future<RecordMetadata> send(
            Topic topic, byte[] key, Object value, Producer<byte[], byte[]> producer) {
        return producer.send(new ProducerRecord<>(topic.name(), key, Json.write(value)));
    }

    private static void awaitTaken(List<Future<RecordMetadata>> sent) {
        try {
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the building cannot be registered: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
