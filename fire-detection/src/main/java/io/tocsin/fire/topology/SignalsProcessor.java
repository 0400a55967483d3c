package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.Origin;
import io.tocsin.model.fire.SignalRelay;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.topic.Topics;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads what detectors say: fire goes on at once, then whoever supervises the detector is told.
 *
 * <p>Each partition writes a probe to itself, every half second. When it is read, everything that came before it has been read:
 * this is said to all who supervise, and only what all readers have said counts. So a detector is never blamed for
 * what its signals met on their way.
 */
final class SignalsProcessor extends OwnersProcessor<Object> {
    static final String STORE = "supervision";
    static final byte[] PROBE = "intake-probe".getBytes(US_ASCII);

    private static final JsonForm<SignalRelay> RELAY = Json.form(SignalRelay.class);
    private static final JsonForm<DetectorFault> FAULT = Json.form(DetectorFault.class);
    private static final JsonForm<SystemFault> SYSTEM_FAULT = Json.form(SystemFault.class);

    private @Nullable Supervisor supervisor;

    SignalsProcessor(FireParts parts) {
        super(parts);
    }

    @Override
    void begin() {
        // Kafka Streams takes the same object again when a task comes back.
        supervisor = null;
        // On all partitions at the same moments: what is known is what the last of them has said.
        context().schedule(Instant.EPOCH, parts().probeEvery(), PunctuationType.WALL_CLOCK_TIME, asOwner(() -> {
            forward(PROBE, partition(), Sinks.PROBES);
            supervisor().look(now());
        }));
    }

    @Override
    void handle(Record<byte[], byte[]> message) {
        RecordMetadata place = context().recordMetadata().orElseThrow();
        String topic = place.topic();
        if (topic.equals(Topics.DETECTOR_SIGNALS.name())) {
            signal(message, place);
        } else if (topic.equals(Topics.SIGNAL_RELAY.name())) {
            relayed(message);
        } else if (topic.equals(Topics.DETECTOR_FAULTS.name())) {
            faultReadBack(message);
        } else {
            systemFaultReadBack(message);
        }
    }

    private void signal(Record<byte[], byte[]> message, RecordMetadata place) {
        DetectorId id = DetectorId.ofKey(message.key());
        if (id == null) {
            if (Arrays.equals(PROBE, message.key())) {
                tellHowFar(Instant.ofEpochMilli(message.timestamp()));
            } else {
                refuse(message, Reason.FOREIGN_KEY, "the key is no detector's number");
            }
            return;
        }
        Detector detector = parts().registry().detectors().find(id);
        if (detector == null) {
            refuse(message, Reason.UNKNOWN_DETECTOR, "no such detector is registered");
            return;
        }
        DetectorSignal signal;
        try {
            signal = DetectorSignal.read(message.value());
        } catch (IllegalArgumentException e) {
            refuse(message, Reason.UNREADABLE_SIGNAL, String.valueOf(e.getMessage()));
            return;
        }
        parts().meters().signal();
        if (signal.saysFire()) {
            fire(detector, signal, message, place);
        }
        heard(detector, signal, message);
    }

    private void fire(Detector detector, DetectorSignal signal, Record<byte[], byte[]> message, RecordMetadata place) {
        // What counts is when it was said, and not when it is read: reading may be behind.
        Instant said = Instant.ofEpochMilli(message.timestamp());
        Disablement disablement = parts().registry().disablementOf(detector.detector(), said);
        if (disablement != null && disablement.mode() == Disablement.Mode.TEST) {
            parts().meters().testSignal();
        } else if (disablement != null || !detector.enabled()) {
            parts().meters().disabledSignal();
        } else {
            parts().meters().fireSignal();
            var fire = new FireSignal(
                    detector.detector(),
                    detector.floor(),
                    detector.kind(),
                    said,
                    signal.at(),
                    new Origin(place.partition(), place.offset()));
            context().forward(message.<Object>withValue(fire), Sinks.FIRE_SIGNALS);
        }
    }

    private void heard(Detector detector, DetectorSignal signal, Record<byte[], byte[]> message) {
        if (parts().signalRouting().of(message.key()) == partition()) {
            supervisor().heard(detector.detector(), message.timestamp(), signal.battery());
        } else {
            parts().meters().relayed();
            forward(
                    message.key(),
                    new SignalRelay.Heard(
                            detector.detector(), Instant.ofEpochMilli(message.timestamp()), signal.battery()),
                    Sinks.SIGNAL_RELAY);
        }
    }

    private void tellHowFar(Instant upTo) {
        forward(PROBE, new SignalRelay.ReadUpTo(partition(), upTo, supervisor().census()), Sinks.SIGNAL_RELAY);
    }

    private void relayed(Record<byte[], byte[]> message) {
        SignalRelay relay = read(message, RELAY, Reason.UNREADABLE_INTERNAL);
        switch (relay) {
            case null -> {}
            case SignalRelay.Heard(DetectorId detector, Instant at, Integer battery) ->
                supervisor().heard(detector, at.toEpochMilli(), battery);
            case SignalRelay.ReadUpTo read -> supervisor().readUpTo(read);
        }
    }

    private void faultReadBack(Record<byte[], byte[]> message) {
        DetectorFault fault = read(message, FAULT, Reason.UNREADABLE_INTERNAL);
        if (fault != null) {
            supervisor().arrived(fault);
            context().forward(message.<Object>withValue(fault), FireTopology.DETECTOR_NOTICES);
        }
    }

    private void systemFaultReadBack(Record<byte[], byte[]> message) {
        SystemFault fault = read(message, SYSTEM_FAULT, Reason.UNREADABLE_INTERNAL);
        if (fault != null) {
            supervisor().arrived(fault);
            context().forward(message.<Object>withValue(fault), FireTopology.SYSTEM_NOTICES);
        }
    }

    private void forward(byte[] key, Object value, String sink) {
        context().forward(new Record<>(key, value, context().currentSystemTimeMs()), sink);
    }

    @Override
    public void close() {
        if (supervisor != null) {
            supervisor.close();
            supervisor = null;
        }
    }

    private int partition() {
        return context().taskId().partition();
    }

    /** Made when it is first needed: in {@code init} nothing can be forwarded yet, and it has things to tell. */
    private Supervisor supervisor() {
        if (supervisor == null) {
            supervisor = new Supervisor(partition(), parts(), context().getStateStore(STORE), now(), faults());
        }
        return supervisor;
    }

    private Supervisor.Output faults() {
        return new Supervisor.Output() {
            @Override
            public void tell(DetectorFault fault) {
                forward(fault.detector().toKey(), fault, Sinks.DETECTOR_FAULTS);
            }

            @Override
            public void tell(SystemFault fault) {
                forward(fault.part().getBytes(UTF_8), fault, Sinks.SYSTEM_FAULTS);
            }
        };
    }
}
