package io.tocsin.fire.topology;

import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes operators' actions to what they are meant for. What was refused when it was asked goes nowhere. */
final class ActionsProcessor extends OwnersProcessor<Object> {
    private static final JsonForm<OperatorAction> ACTION = Json.form(OperatorAction.class);

    ActionsProcessor(FireParts parts) {
        super(parts);
    }

    @Override
    void handle(Record<byte[], byte[]> message) {
        OperatorAction action = read(message, ACTION, Reason.UNREADABLE_ACTION);
        if (action != null && action.refusal() == null) {
            handOn(action, message);
        }
    }

    private void handOn(OperatorAction action, Record<byte[], byte[]> message) {
        switch (action.command()) {
            case OperatorCommand.ToFloor command ->
                forward(message, command.floor().toKey(), new FloorInput.Commanded(action), Sinks.FLOOR_INPUTS);
            case OperatorCommand.DisableDetector(DetectorId detector, Instant until) ->
                disable(message, new Disablement(detector, Disablement.Mode.DISABLED, until, action));
            case OperatorCommand.TestDetector(DetectorId detector, Instant until) ->
                disable(message, new Disablement(detector, Disablement.Mode.TEST, until, action));
            case OperatorCommand.EnableDetector(DetectorId detector) -> enable(message, detector, action.at());
            case OperatorCommand.AcknowledgeIncident notForFloors -> {}
            case OperatorCommand.Unreadable neverTaken -> {}
        }
    }

    /** Ends it and does not forget it: what the detector said before may be read later. */
    private void enable(Record<byte[], byte[]> message, DetectorId detector, Instant at) {
        Disablement present = parts().registry().disablements().find(detector);
        forward(message, detector.toKey(), present == null ? null : present.endedAt(at), Sinks.DISABLEMENTS);
    }

    private void disable(Record<byte[], byte[]> message, Disablement disablement) {
        forward(message, disablement.detector().toKey(), disablement, Sinks.DISABLEMENTS);
    }

    private void forward(Record<byte[], byte[]> message, byte[] key, @Nullable Object value, String sink) {
        context().forward(message.withKey(key).withValue(value), sink);
    }
}
