package io.tocsin.fire.topology;

import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.topic.Topics;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Takes operators' actions to what they are meant for. What was refused when it was asked goes nowhere. */
final class ActionsProcessor extends ContextualProcessor<byte[], byte[], byte[], Object> {
    private static final JsonForm<OperatorAction> ACTION = Json.form(OperatorAction.class);

    private final FireParts parts;
    private Pulse.@Nullable Hold hold;

    ActionsProcessor(FireParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> context) {
        super.init(context);
        hold = parts.pulse().hold();
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Objects.requireNonNull(hold, "init comes first").check();
        OperatorAction action;
        try {
            action = ACTION.read(Objects.requireNonNullElse(message.value(), new byte[0]));
        } catch (IllegalArgumentException e) {
            parts.refusals()
                    .add(
                            Reason.UNREADABLE_ACTION,
                            Topics.OPERATOR_ACTIONS.name(),
                            message.key(),
                            Instant.ofEpochMilli(context().currentSystemTimeMs()),
                            String.valueOf(e.getMessage()));
            return;
        }
        if (action.refusal() == null) {
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
            case OperatorCommand.Unreadable neverTaken -> {}
        }
    }

    /** Ends it and does not forget it: what the detector said before may be read later. */
    private void enable(Record<byte[], byte[]> message, DetectorId detector, Instant at) {
        Disablement present = parts.registry().disablements().find(detector);
        forward(message, detector.toKey(), present == null ? null : present.endedAt(at), Sinks.DISABLEMENTS);
    }

    private void disable(Record<byte[], byte[]> message, Disablement disablement) {
        forward(message, disablement.detector().toKey(), disablement, Sinks.DISABLEMENTS);
    }

    private void forward(Record<byte[], byte[]> message, byte[] key, @Nullable Object value, String sink) {
        context().forward(message.withKey(key).withValue(value), sink);
    }
}
