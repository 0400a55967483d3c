package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.SignalRelay;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.json.JsonSerde;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Where things are written to, and on which partition. */
final class Sinks {
    static final String PROBES = "write-probes";
    static final String FIRE_SIGNALS = "write-fire-signals";
    static final String SIGNAL_RELAY = "write-signal-relay";
    static final String DETECTOR_FAULTS = "write-detector-faults";
    static final String SYSTEM_FAULTS = "write-system-faults";
    static final String FLOOR_ALARMS = "write-floor-alarms";
    static final String VALVE_COMMANDS = "write-valve-commands";
    static final String OPERATOR_ACTIONS = "write-refused-actions";
    static final String FLOOR_INPUTS = "write-floor-inputs";
    static final String DISABLEMENTS = "write-disablements";

    private final Topology topology;
    private final Routing detectors;
    private final Routing floors;

    Sinks(Topology topology, FireParts parts) {
        this.topology = topology;
        this.detectors = parts.signalRouting();
        this.floors = parts.floorRouting();
    }

    /** A partition's probe goes to itself. */
    void probes(String parent) {
        Serializer<Integer> digits =
                (topic, partition) -> Integer.toString(partition).getBytes(US_ASCII);
        add(PROBES, Topics.DETECTOR_SIGNALS, digits, (topic, key, partition, count) -> only(partition), parent);
    }

    /** Of a floor, though the key is the detector's. */
    void fireSignals(String parent) {
        add(
                FIRE_SIGNALS,
                Topics.FIRE_SIGNALS,
                json(FireSignal.class),
                (topic, key, signal, count) -> only(floors.of(signal.floor().toKey())),
                parent);
    }

    /** What was heard goes to who supervises it; how far a reader has got goes to everybody. */
    void signalRelay(String parent) {
        Set<Integer> everybody =
                IntStream.range(0, detectors.partitions()).boxed().collect(Collectors.toUnmodifiableSet());
        add(
                SIGNAL_RELAY,
                Topics.SIGNAL_RELAY,
                json(SignalRelay.class),
                (topic, key, relay, count) -> switch (relay) {
                    case SignalRelay.Heard heard -> only(detectors.of(key));
                    case SignalRelay.ReadUpTo read -> Optional.of(everybody);
                },
                parent);
    }

    void detectorFaults(String parent) {
        add(DETECTOR_FAULTS, Topics.DETECTOR_FAULTS, json(DetectorFault.class), byKey(detectors), parent);
    }

    void systemFaults(String name, String parent) {
        add(name, Topics.SYSTEM_FAULTS, json(SystemFault.class), byKafka(), parent);
    }

    void floorAlarms(String parent) {
        add(FLOOR_ALARMS, Topics.FLOOR_ALARMS, json(FloorEvent.class), byKey(floors), parent);
    }

    void valveCommands(String parent) {
        add(VALVE_COMMANDS, Topics.VALVE_COMMANDS, json(ValveCommand.class), byKafka(), parent);
    }

    void refusedActions(String parent) {
        add(OPERATOR_ACTIONS, Topics.OPERATOR_ACTIONS, json(OperatorAction.class), byKafka(), parent);
    }

    void floorInputs(String name, String parent) {
        add(name, Topics.FLOOR_INPUTS, json(FloorInput.class), byKey(floors), parent);
    }

    void disablements(String parent) {
        add(DISABLEMENTS, Topics.DISABLEMENTS, json(Disablement.class), byKafka(), parent);
    }

    void notifications(String name, String parent) {
        add(name, Topics.NOTIFICATIONS, json(Notification.class), byKafka(), parent);
    }

    private <V> void add(
            String name, Topic topic, Serializer<V> values, StreamPartitioner<byte[], V> partitioner, String parent) {
        topology.addSink(name, topic.name(), new ByteArraySerializer(), values, partitioner, parent);
    }

    private static <V> Serializer<V> json(Class<V> type) {
        return JsonSerde.of(type).serializer();
    }

    private static <V> StreamPartitioner<byte[], V> byKey(Routing routing) {
        return (topic, key, value, count) -> only(routing.of(key));
    }

    /** Nobody depends on the partition. */
    private static <V> StreamPartitioner<byte[], V> byKafka() {
        return (topic, key, value, count) -> Optional.empty();
    }

    private static Optional<Set<Integer>> only(int partition) {
        return Optional.of(Set.of(partition));
    }
}
