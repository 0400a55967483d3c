package io.tocsin.fire.topology;

import io.tocsin.fire.notice.Notices;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/** Detector signals → fire signals → floors → valves, and who is silent; operators' actions and valves' reports → floors. */
public final class FireTopology {
    private static final String SIGNALS = "read-signals";
    private static final String FLOORS = "watch-floors";
    private static final String ACTIONS = "take-actions";
    private static final String REPORTS = "take-reports";
    static final String SYSTEM_NOTICES = "word-system-faults";
    static final String DETECTOR_NOTICES = "word-detector-faults";
    static final String FLOOR_NOTICES = "word-floor-events";
    static final String VALVE_FAULTS = "find-valve-faults";

    private final FireParts parts;

    /** @param parts what the stream works with */
    public FireTopology(FireParts parts) {
        this.parts = parts;
    }

    /** Builds it. */
    public Topology build() {
        var topology = new Topology();
        new RegistryTopics(parts).read(topology);
        var sinks = new Sinks(topology, parts);
        signals(topology, sinks);
        floors(topology, sinks);
        actions(topology, sinks);
        reports(topology, sinks);
        return topology;
    }

    /** Fire goes on; who is silent is found out. */
    private void signals(Topology topology, Sinks sinks) {
        String[] sources = {
            read(topology, Topics.DETECTOR_SIGNALS),
            read(topology, Topics.SIGNAL_RELAY),
            read(topology, Topics.DETECTOR_FAULTS),
            // Of one partition only: that of the intake's supervisor.
            read(topology, Topics.SYSTEM_FAULTS)
        };
        topology.addProcessor(SIGNALS, () -> new SignalsProcessor(parts), sources)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(SignalsProcessor.STORE),
                                Serdes.Long(),
                                Serdes.ByteArray()),
                        SIGNALS);
        sinks.probes(SIGNALS);
        sinks.fireSignals(SIGNALS);
        sinks.signalRelay(SIGNALS);
        sinks.detectorFaults(SIGNALS);
        sinks.systemFaults(Sinks.SYSTEM_FAULTS, SIGNALS);
        topology.addProcessor(
                DETECTOR_NOTICES, () -> new NoticesProcessor<DetectorFault>(Notices::of, parts.meters()), SIGNALS);
        sinks.notifications("notify-of-detector-faults", DETECTOR_NOTICES);
        topology.addProcessor(
                SYSTEM_NOTICES, () -> new NoticesProcessor<SystemFault>(Notices::of, parts.meters()), SIGNALS);
        sinks.notifications("notify-of-system-faults", SYSTEM_NOTICES);
    }

    /** Fire becomes an alarm, an alarm opens a valve. */
    private void floors(Topology topology, Sinks sinks) {
        String[] sources = {
            read(topology, Topics.FIRE_SIGNALS),
            read(topology, Topics.FLOOR_INPUTS),
            read(topology, Topics.FLOOR_ALARMS)
        };
        topology.addProcessor(FLOORS, () -> new FloorsProcessor(parts), sources)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(FloorsProcessor.STORE),
                                Serdes.String(),
                                Serdes.ByteArray()),
                        FLOORS);
        sinks.floorAlarms(FLOORS);
        sinks.valveCommands(FLOORS);
        sinks.refusedActions(FLOORS);
        topology.addProcessor(
                FLOOR_NOTICES, () -> new NoticesProcessor<FloorEvent>(Notices::of, parts.meters()), FLOORS);
        sinks.notifications("notify-of-floors", FLOOR_NOTICES);
        topology.addProcessor(VALVE_FAULTS, ValveFaultsProcessor::new, FLOORS);
        sinks.systemFaults("write-valve-faults", VALVE_FAULTS);
    }

    private void actions(Topology topology, Sinks sinks) {
        topology.addProcessor(ACTIONS, () -> new ActionsProcessor(parts), read(topology, Topics.OPERATOR_ACTIONS));
        sinks.floorInputs(Sinks.FLOOR_INPUTS, ACTIONS);
        sinks.disablements(ACTIONS);
    }

    private void reports(Topology topology, Sinks sinks) {
        topology.addProcessor(REPORTS, () -> new ReportsProcessor(parts), read(topology, Topics.VALVE_REPORTS));
        sinks.floorInputs("write-reports", REPORTS);
    }

    /** As bytes: what cannot be read is refused by the step that reads it, and stops nothing. */
    private static String read(Topology topology, Topic topic) {
        String name = "read-" + topic.name();
        topology.addSource(
                AutoOffsetReset.earliest(),
                name,
                new KafkaTime(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                topic.name());
        return name;
    }
}
