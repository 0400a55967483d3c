package io.tocsin.fire.floor;

import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.FloorPhase;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorCommand;
import io.tocsin.model.fire.Origin;
import io.tocsin.model.fire.ValveCommand;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is remembered of one floor, and what becomes of it. Each input gives a {@link Step}: the floor afterwards, and what
 * it brought about. The same inputs give the same steps.
 *
 * <p>Any input may come again. A signal or a report that is read again after a crash is known by its origin and changes
 * nothing: it belongs to what was then. A command means one incident and no other.
 *
 * @param floor which
 * @param state how it stands
 * @param valve how its valve stands
 * @param events how many events it has had: the number of the last one
 * @param alarms how often it has been in alarm (EN 54-2, 7.13)
 * @param lastSignals the last signal of fire from each partition of {@code detector-signals}
 * @param lastReports the last report of the valve from each partition of {@code valve-reports}
 * @param lastActions the last actions that operators asked for, done or refused; at most {@value #MOST_ACTIONS}
 * @param lastStep when anything has last become of it; when it waits for a time, not long ago
 */
public record WatchedFloor(
        FloorId floor,
        FloorState state,
        ValveState valve,
        long events,
        long alarms,
        Map<Integer, LastRead> lastSignals,
        Map<Integer, LastRead> lastReports,
        List<ActionId> lastActions,
        Instant lastStep) {
    private static final int MOST_ACTIONS = 20;
    private static final Duration WATCHED_EVERY = Duration.ofSeconds(1);

    /**
     * Up to where a partition has been read.
     *
     * @param offset the highest of its records
     * @param heardAt when Kafka took the latest of them: a topic that was made anew begins with offset 0 again, but later
     */
    public record LastRead(long offset, Instant heardAt) {
        private static boolean covers(Map<Integer, LastRead> partitions, Origin origin, Instant heardAt) {
            LastRead last = partitions.get(origin.partition());
            return last != null && origin.offset() <= last.offset && !heardAt.isAfter(last.heardAt);
        }

        private static Map<Integer, LastRead> with(Map<Integer, LastRead> partitions, Origin origin, Instant heardAt) {
            var after = new HashMap<>(partitions);
            after.merge(origin.partition(), new LastRead(origin.offset(), heardAt), LastRead::and);
            return after;
        }

        private LastRead and(LastRead other) {
            return new LastRead(
                    Math.max(offset, other.offset), heardAt.isAfter(other.heardAt) ? heardAt : other.heardAt);
        }
    }

    /**
     * What one input has brought about.
     *
     * @param floor the floor afterwards
     * @param events what happened, in order
     * @param commands what the valve is told
     * @param refusal why an operator's command was not followed; null when it was
     */
    public record Step(
            WatchedFloor floor,
            List<FloorEvent> events,
            List<ValveCommand> commands,
            @Nullable String refusal) {}

    /** Copies what can change. */
    public WatchedFloor {
        lastSignals = Map.copyOf(lastSignals);
        lastReports = Map.copyOf(lastReports);
        lastActions = List.copyOf(lastActions);
    }

    /** A floor of which nothing is known yet. */
    public static WatchedFloor unknown(FloorId floor) {
        return new WatchedFloor(
                floor,
                new FloorState.Quiet(null, null),
                new ValveState.AtRest(null),
                0,
                0,
                Map.of(),
                Map.of(),
                List.of(),
                Instant.EPOCH);
    }

    /** A detector of this floor says that it senses fire. One that is heard again begins no incident. */
    public Step signalled(FireSignal signal, FloorPolicy policy, Instant now) {
        return by(now).hear(signal, policy, now);
    }

    private Step hear(FireSignal signal, FloorPolicy policy, Instant now) {
        if (LastRead.covers(lastSignals, signal.origin(), signal.heardAt())) {
            return nothing();
        }
        Journal journal = journal(now);
        FloorState next =
                switch (state) {
                    case FloorState.Quiet quiet -> quiet.signalled(signal, policy, journal);
                    case FloorState.PreAlarm preAlarm -> preAlarm.signalled(signal, policy, journal);
                    case FloorState.Latched latched ->
                        latched.with(latched.incident().signalled(signal, journal));
                };
        var signals = LastRead.with(lastSignals, signal.origin(), signal.heardAt());
        return step(next, signals, lastReports, valveIn(next), journal);
    }

    /**
     * An operator asks for something. What is asked again changes nothing; what does not fit is refused. An action that was
     * refused and is read again is not done either.
     */
    public Step commanded(OperatorAction action, OperatorCommand.ToFloor command, Instant now) {
        if (lastActions.contains(action.actionId())) {
            return nothing();
        }
        Step step = by(now).take(action, command, journal(now));
        return new Step(step.floor().remembering(action.actionId()), step.events(), step.commands(), step.refusal());
    }

    private WatchedFloor remembering(ActionId action) {
        List<ActionId> actions = Stream.concat(lastActions.stream(), Stream.of(action))
                .skip(lastActions.size() < MOST_ACTIONS ? 0 : 1)
                .toList();
        return new WatchedFloor(floor, state, valve, events, alarms, lastSignals, lastReports, actions, lastStep);
    }

    private Step take(OperatorAction action, OperatorCommand.ToFloor command, Journal journal) {
        return switch (command) {
            case OperatorCommand.Acknowledge acknowledge ->
                step(isMissed(command, journal) ? state : acknowledged(action, journal), journal);
            case OperatorCommand.Silence silence ->
                step(isMissed(command, journal) ? state : silenced(action, journal), journal);
            case OperatorCommand.Reset reset ->
                step(isMissed(command, journal) ? state : reset(action, journal), journal);
            case OperatorCommand.CloseValve close ->
                step(state, lastSignals, lastReports, closeAsked(action, close, journal), journal);
        };
    }

    /** The floor's valve says where it stands. A report that is read again says where it stood, and confirms nothing. */
    public Step reported(FloorInput.Reported reported, Instant now) {
        return by(now).believe(reported, now);
    }

    private Step believe(FloorInput.Reported reported, Instant now) {
        if (LastRead.covers(lastReports, reported.origin(), reported.heardAt())) {
            return nothing();
        }
        Journal journal = journal(now);
        ValveState next = Valve.reported(valve, reported.report().position(), incidentThatNeedsWater(state), journal);
        var reports = LastRead.with(lastReports, reported.origin(), reported.heardAt());
        return step(state, lastSignals, reports, next, journal);
    }

    /** Time has passed. Of a floor that waits it is written down how far: a clock that is set back then costs little. */
    public Step elapsed(ValveTiming timing, Instant now) {
        Step step = by(now).letPass(timing, now);
        WatchedFloor after = step.floor();
        return after.due(timing) == null
                ? step
                : new Step(after.steppedAt(now), step.events(), step.commands(), step.refusal());
    }

    private Step letPass(ValveTiming timing, Instant now) {
        Journal journal = journal(now);
        FloorState next =
                switch (state) {
                    case FloorState.Quiet quiet -> quiet;
                    case FloorState.PreAlarm preAlarm -> preAlarm.elapsed(journal);
                    case FloorState.Latched latched ->
                        latched.with(latched.incident().elapsed(journal));
                };
        return step(next, lastSignals, lastReports, Valve.elapsed(valveIn(next), timing, journal), journal);
    }

    /** When something happens by itself; null when nothing does. */
    public @Nullable Instant due(ValveTiming timing) {
        Instant ofState = state.due();
        Instant ofValve = Valve.due(valve, timing);
        if (ofState == null || ofValve == null) {
            return ofState == null ? ofValve : ofState;
        }
        return ofState.isBefore(ofValve) ? ofState : ofValve;
    }

    /** Whether {@link #elapsed} has something to do: for a floor that waits, each second. */
    public boolean isDue(ValveTiming timing, Instant now) {
        Instant due = due(timing);
        return now.isBefore(lastStep)
                || (due != null && (!now.isBefore(due) || !now.isBefore(lastStep.plus(WATCHED_EVERY))));
    }

    /** The floor by a clock that has been set back since its last step: what was to happen in a while still is. */
    private WatchedFloor by(Instant now) {
        if (!now.isBefore(lastStep)) {
            return this;
        }
        Duration back = Duration.between(now, lastStep);
        return new WatchedFloor(
                floor,
                state.earlier(back),
                valve.earlier(back),
                events,
                alarms,
                lastSignals,
                lastReports,
                lastActions,
                now);
    }

    /** Whether the floor is no longer as the operator saw it. */
    private boolean isMissed(OperatorCommand.ToFloor command, Journal journal) {
        if (command.alarmId() == null || !command.alarmId().equals(state.incidentId())) {
            journal.refuse("that incident is over: look at the floor again");
            return true;
        }
        if (command.seen() == FloorPhase.PRE_ALARM && state instanceof FloorState.Latched) {
            journal.refuse("the pre-alarm has become an alarm: look at the floor again");
            return true;
        }
        return false;
    }

    private FloorState acknowledged(OperatorAction action, Journal journal) {
        return switch (state) {
            case FloorState.Quiet over -> over;
            case FloorState.PreAlarm preAlarm -> preAlarm.acknowledged(action, journal);
            case FloorState.Alarm alarm -> alarm.acknowledged(action, journal);
            case FloorState.Acknowledged already -> already;
            case FloorState.Silenced already -> already;
        };
    }

    private FloorState silenced(OperatorAction action, Journal journal) {
        return switch (state) {
            case FloorState.Quiet over -> over;
            case FloorState.PreAlarm preAlarm -> {
                journal.refuse("a pre-alarm is not heard: there is nothing to silence");
                yield preAlarm;
            }
            case FloorState.Alarm alarm -> {
                journal.refuse("nobody has acknowledged the alarm: acknowledge it first");
                yield alarm;
            }
            case FloorState.Acknowledged acknowledged -> acknowledged.silenced(action, journal);
            case FloorState.Silenced already -> already;
        };
    }

    private FloorState reset(OperatorAction action, Journal journal) {
        return switch (state) {
            case FloorState.Quiet already -> already;
            case FloorState.PreAlarm preAlarm -> preAlarm.reset(action, journal);
            case FloorState.Latched latched -> {
                journal.alarmReset(latched.incidentId(), action);
                yield new FloorState.Quiet(latched.incidentId(), journal.now());
            }
        };
    }

    private ValveState closeAsked(OperatorAction action, OperatorCommand.CloseValve close, Journal journal) {
        if (state instanceof FloorState.Latched) {
            journal.refuse("the floor is in alarm: reset it first");
            return valve;
        }
        return Valve.close(valve, action, close.alarmId(), state.incidentId(), journal);
    }

    private static @Nullable AlarmId incidentThatNeedsWater(FloorState state) {
        return state instanceof FloorState.Latched latched && latched.incident().outputs() instanceof Outputs.Released
                ? latched.incidentId()
                : null;
    }

    /** An alarm interrupts an operator's closing of the valve, also one that does not ask for water yet. */
    private ValveState valveIn(FloorState next) {
        return next instanceof FloorState.Latched && valve instanceof ValveState.Closing closing
                ? closing.interrupted()
                : valve;
    }

    private Journal journal(Instant now) {
        return new Journal(floor, now, events, alarms);
    }

    private Step nothing() {
        return new Step(this, List.of(), List.of(), null);
    }

    private Step step(FloorState next, Journal journal) {
        return step(next, lastSignals, lastReports, valve, journal);
    }

    private Step step(
            FloorState next,
            Map<Integer, LastRead> signals,
            Map<Integer, LastRead> reports,
            ValveState nextValve,
            Journal journal) {
        AlarmId needsWater = incidentThatNeedsWater(next);
        ValveState valveAfter = needsWater == null ? nextValve : Valve.open(nextValve, needsWater, journal);
        var after = new WatchedFloor(
                floor, next, valveAfter, journal.number(), journal.alarms(), signals, reports, lastActions, lastStep);
        return new Step(
                after.equals(this) ? this : after.steppedAt(journal.now()),
                journal.events(),
                journal.commands(),
                journal.refusal());
    }

    private WatchedFloor steppedAt(Instant now) {
        return new WatchedFloor(floor, state, valve, events, alarms, lastSignals, lastReports, lastActions, now);
    }
}
