package io.tocsin.fire.floor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fire.floor.WatchedFloor.Step;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValveReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One floor, led through a story; remembers all that came of it. */
final class FloorScript {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final FloorPolicy policy;
    private WatchedFloor floor = WatchedFloor.unknown(Given.FLOOR);
    private Instant now = Given.NOW;
    private long offset;
    private final List<FloorEvent> events = new ArrayList<>();
    private final List<ValveCommand> commands = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();
    private final List<FloorInput.Reported> reports = new ArrayList<>();
    private @Nullable FireSignal lastSignal;

    FloorScript(FloorPolicy policy) {
        this.policy = policy;
    }

    FloorScript signal(int detector) {
        return signal(detector, DetectorKind.ACTIVE);
    }

    FloorScript callPoint(int detector) {
        return signal(detector, DetectorKind.MANUAL_CALL_POINT);
    }

    private FloorScript signal(int detector, DetectorKind kind) {
        lastSignal = Given.signal(detector, kind, offset++, now);
        return hear(lastSignal);
    }

    FloorScript theSameSignalAgain() {
        return hear(Objects.requireNonNull(lastSignal));
    }

    FloorScript hear(FireSignal signal) {
        return take(floor.signalled(signal, policy, now));
    }

    FloorScript pass(Duration time) {
        now = now.plus(time);
        return take(floor.elapsed(ValveTiming.USUAL, now));
    }

    /** As long as that, looked at as often as the stream looks. */
    FloorScript watchFor(Duration time) {
        Instant end = now.plus(time);
        while (now.isBefore(end)) {
            now = now.plus(LOOK_EVERY);
            look();
        }
        return this;
    }

    FloorScript setClockBack(Duration by) {
        now = now.minus(by);
        look();
        return this;
    }

    private void look() {
        if (floor.isDue(ValveTiming.USUAL, now)) {
            take(floor.elapsed(ValveTiming.USUAL, now));
        }
    }

    FloorScript passSeconds(int seconds) {
        return pass(Duration.ofSeconds(seconds));
    }

    FloorScript acknowledge() {
        return command(new OperatorCommand.Acknowledge(Given.FLOOR, incident()));
    }

    FloorScript silence() {
        return command(new OperatorCommand.Silence(Given.FLOOR, incident()));
    }

    FloorScript reset() {
        return command(new OperatorCommand.Reset(Given.FLOOR, incident()));
    }

    FloorScript closeValve() {
        return command(new OperatorCommand.CloseValve(Given.FLOOR, incident()));
    }

    FloorScript command(OperatorCommand.ToFloor command) {
        return command(Given.action(command), command);
    }

    FloorScript command(OperatorAction action, OperatorCommand.ToFloor command) {
        return take(floor.commanded(action, command, now));
    }

    FloorScript report(ValveReport report) {
        reports.add(Given.reported(report, reports.size(), now));
        return read(reports.getLast());
    }

    FloorScript read(FloorInput.Reported reported) {
        return take(floor.reported(reported, now));
    }

    /** All that the valve has reported up to now. */
    List<FloorInput.Reported> reports() {
        return List.copyOf(reports);
    }

    private FloorScript take(Step step) {
        floor = step.floor();
        events.addAll(step.events());
        commands.addAll(step.commands());
        if (step.refusal() != null) {
            refusals.add(step.refusal());
        }
        return this;
    }

    /** The incident that the floor is in, or was in last. */
    AlarmId incident() {
        return Objects.requireNonNull(floor.state().incidentId(), "the floor never had an incident");
    }

    WatchedFloor floor() {
        return floor;
    }

    FloorState state() {
        return floor.state();
    }

    ValveState valve() {
        return floor.valve();
    }

    Instant now() {
        return now;
    }

    List<FloorEvent> events() {
        return events;
    }

    List<ValveCommand> commands() {
        return commands;
    }

    <E extends FloorEvent> List<E> events(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <E extends FloorEvent> E only(Class<E> type) {
        List<E> found = events(type);
        assertThat(found)
                .as("events of the kind %s in %s", type.getSimpleName(), events)
                .hasSize(1);
        return found.getFirst();
    }

    String onlyRefusal() {
        assertThat(refusals).hasSize(1);
        return refusals.getFirst();
    }

    FloorScript expectState(Class<? extends FloorState> expected) {
        assertThat(state()).isInstanceOf(expected);
        return this;
    }

    FloorScript expectValve(Class<? extends ValveState> expected) {
        assertThat(valve()).isInstanceOf(expected);
        return this;
    }

    FloorScript expectNoRefusal() {
        assertThat(refusals).isEmpty();
        return this;
    }
}
