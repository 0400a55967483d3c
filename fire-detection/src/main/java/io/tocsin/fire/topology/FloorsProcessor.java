package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.fire.floor.WatchedFloor.Step;
import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Leads the floors of one partition through signals, commands, reports and time: each is a step of the core's
 * {@link WatchedFloor}.
 *
 * <p>An event is kept in the store until it has been read
 * back from {@code floor-alarms}; whoever takes the partition over tells those again that may not have arrived. Valves are
 * commanded until they report, so a command that is lost comes again anyway.
 */
final class FloorsProcessor extends OwnersProcessor<Object> {
    static final String STORE = "floors";

    private static final JsonForm<FireSignal> SIGNAL = Json.form(FireSignal.class);
    private static final JsonForm<FloorInput> INPUT = Json.form(FloorInput.class);
    private static final JsonForm<FloorEvent> EVENT = Json.form(FloorEvent.class);

    private @Nullable FloorBook book;

    FloorsProcessor(FireParts parts) {
        super(parts);
    }

    @Override
    void begin() {
        // Kafka Streams takes the same object again when a task comes back.
        book = null;
        context().schedule(parts().tick(), PunctuationType.WALL_CLOCK_TIME, asOwner(() -> {
            lookAtAll(now());
            book().storeAgain(now());
        }));
    }

    /** Read when it is first needed: in {@code init} nothing can be forwarded yet, and there may be things to tell. */
    private FloorBook book() {
        if (book == null) {
            book = new FloorBook(context().getStateStore(STORE), now(), parts().lateWrites());
            for (FloorEntry entry : book.all()) {
                entry.onTheirWay().forEach(event -> tell(event, blank(event.floor())));
            }
        }
        return book;
    }

    @Override
    void handle(Record<byte[], byte[]> message) {
        String topic = topic();
        if (topic.equals(Topics.FIRE_SIGNALS.name())) {
            FireSignal signal = read(message, SIGNAL, Reason.UNREADABLE_INTERNAL);
            if (signal != null) {
                signalled(signal, message);
            }
        } else if (topic.equals(Topics.FLOOR_INPUTS.name())) {
            FloorInput input = read(message, INPUT, Reason.UNREADABLE_INTERNAL);
            if (input != null) {
                input(input, message);
            }
        } else {
            FloorEvent event = read(message, EVENT, Reason.UNREADABLE_INTERNAL);
            if (event != null) {
                readBack(event, message);
            }
        }
    }

    private void signalled(FireSignal signal, Record<byte[], byte[]> message) {
        Instant now = now();
        WatchedFloor floor = floor(signal.floor());
        Step step = floor.signalled(signal, parts().registry().policyOf(signal.floor()), now);
        take(step, message);
        measure(floor, step, signal.heardAt(), now);
    }

    /** @param since when the floor had all that it needed to alarm, or to open the valve: a signal, or a time that was over */
    private void measure(WatchedFloor before, Step step, Instant since, Instant now) {
        boolean raised = step.floor().alarms() > before.alarms();
        if (raised) {
            parts().meters().alarmRaised(since, now);
        }
        for (ValveCommand command : step.commands()) {
            if (raised || command.attempt() == 1) {
                parts().meters().valveOpened(since, now);
            }
        }
    }

    private void input(FloorInput input, Record<byte[], byte[]> message) {
        switch (input) {
            case FloorInput.Commanded(OperatorAction action) -> {
                if (action.command() instanceof OperatorCommand.ToFloor command) {
                    commanded(action, command, message);
                } else {
                    refuse(message, Reason.UNREADABLE_INTERNAL, "the command is not for a floor");
                }
            }
            case FloorInput.Reported reported -> {
                FloorId floor = FloorId.ofKey(message.key());
                if (floor == null) {
                    refuse(message, Reason.UNREADABLE_INTERNAL, "the key is no floor");
                } else {
                    take(floor(floor).reported(reported, now()), message);
                }
            }
        }
    }

    private void commanded(OperatorAction action, OperatorCommand.ToFloor command, Record<byte[], byte[]> message) {
        Instant now = now();
        Step step = floor(command.floor()).commanded(action, command, now);
        if (step.refusal() != null) {
            OperatorAction refused = action.refused(now, step.refusal());
            forward(message, refused.operator().text().getBytes(UTF_8), refused, Sinks.OPERATOR_ACTIONS);
        }
        take(step, message);
    }

    private void readBack(FloorEvent event, Record<byte[], byte[]> message) {
        book().put(book().entry(event.floor()).arrived(event));
        context().forward(message.<Object>withValue(event), FireTopology.FLOOR_NOTICES);
        context().forward(message.<Object>withValue(event), FireTopology.VALVE_FAULTS);
    }

    private void lookAtAll(Instant now) {
        List<WatchedFloor> due = book().all().stream()
                .map(FloorEntry::floor)
                .filter(floor -> floor.isDue(parts().valves(), now))
                .toList();
        for (WatchedFloor floor : due) {
            Step step = floor.elapsed(parts().valves(), now);
            take(step, blank(floor.floor()));
            measure(floor, step, Objects.requireNonNullElse(floor.due(parts().valves()), now), now);
        }
    }

    /**
     * Tells before it remembers: when Kafka cannot be written to, Kafka Streams brings the same input again, and then it must
     * not look as if all had been said.
     */
    private void take(Step step, Record<byte[], byte[]> cause) {
        step.events().forEach(event -> tell(event, cause));
        for (ValveCommand command : step.commands()) {
            forward(cause, command.floor().toKey(), command, Sinks.VALVE_COMMANDS);
        }
        book().put(book().entry(step.floor().floor()).after(step));
    }

    private void tell(FloorEvent event, Record<byte[], byte[]> cause) {
        forward(cause, event.floor().toKey(), event, Sinks.FLOOR_ALARMS);
    }

    /** With the headers of its cause, so that a trace goes on. */
    private void forward(Record<byte[], byte[]> cause, byte[] key, Object value, String sink) {
        context()
                .forward(
                        cause.withKey(key)
                                .<Object>withValue(value)
                                .withTimestamp(context().currentSystemTimeMs()),
                        sink);
    }

    /** What nobody has sent: time has passed. */
    private Record<byte[], byte[]> blank(FloorId floor) {
        return new Record<>(floor.toKey(), new byte[0], context().currentSystemTimeMs());
    }

    private WatchedFloor floor(FloorId floor) {
        return book().entry(floor).floor();
    }
}
