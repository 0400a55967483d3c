package io.tocsin.fire.floor;

import io.tocsin.model.fire.ActionId;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.OperatorId;
import io.tocsin.model.fire.OutputState;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValvePosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that comes of one input to one floor, written down while the input is handled. */
final class Journal {
    private final FloorId floor;
    private final Instant now;
    private final List<FloorEvent> events = new ArrayList<>();
    private final List<ValveCommand> commands = new ArrayList<>();
    private @Nullable String refusal;
    private long number;
    private long alarms;

    /**
     * @param number of the floor's last event
     * @param alarms that the floor has had
     */
    Journal(FloorId floor, Instant now, long number, long alarms) {
        this.floor = floor;
        this.now = now;
        this.number = number;
        this.alarms = alarms;
    }

    Instant now() {
        return now;
    }

    /** Whether this time has come. */
    boolean isDue(Instant time) {
        return !now.isBefore(time);
    }

    void preAlarmRaised(AlarmId id, FireSignal signal, FloorEvent.WaitingFor waitingFor, @Nullable Instant until) {
        events.add(new FloorEvent.PreAlarmRaised(
                floor, id, ++number, now, signal.detector(), signal.heardAt(), waitingFor, until));
    }

    void preAlarmAcknowledged(AlarmId id, OperatorAction action, Instant until) {
        events.add(new FloorEvent.PreAlarmAcknowledged(
                floor, id, ++number, now, action.operator(), action.actionId(), until));
    }

    /** @param reset who ended it; null when its time was over */
    void preAlarmEnded(AlarmId id, @Nullable OperatorAction reset) {
        OperatorId operator = reset == null ? null : reset.operator();
        ActionId action = reset == null ? null : reset.actionId();
        events.add(new FloorEvent.PreAlarmEnded(floor, id, ++number, now, operator, action));
    }

    void alarmRaised(AlarmId id, DetectorId detector, Instant heardAt, Outputs outputs) {
        OutputState state =
                switch (outputs) {
                    case Outputs.Released released -> OutputState.RELEASED;
                    case Outputs.AwaitingSecondDetector awaiting -> OutputState.WAITING_FOR_SECOND_DETECTOR;
                    case Outputs.Delayed delayed -> OutputState.DELAYED;
                };
        Instant outputsAt = outputs instanceof Outputs.Delayed(Instant until) ? until : null;
        events.add(new FloorEvent.AlarmRaised(floor, id, ++number, now, detector, heardAt, ++alarms, state, outputsAt));
    }

    void alarmSpread(AlarmId id, FireSignal signal) {
        events.add(new FloorEvent.AlarmSpread(floor, id, ++number, now, signal.detector(), signal.heardAt()));
    }

    void outputsReleased(AlarmId id, FloorEvent.ReleasedBy by) {
        events.add(new FloorEvent.OutputsReleased(floor, id, ++number, now, by));
    }

    void alarmAcknowledged(AlarmId id, OperatorAction action) {
        events.add(new FloorEvent.AlarmAcknowledged(floor, id, ++number, now, action.operator(), action.actionId()));
    }

    void alarmSilenced(AlarmId id, OperatorAction action) {
        events.add(new FloorEvent.AlarmSilenced(floor, id, ++number, now, action.operator(), action.actionId()));
    }

    void alarmReset(AlarmId id, OperatorAction action) {
        events.add(new FloorEvent.AlarmReset(floor, id, ++number, now, action.operator(), action.actionId()));
    }

    void valveNotConfirmed(AlarmId id, ValvePosition wanted, Instant since) {
        events.add(new FloorEvent.ValveNotConfirmed(floor, id, ++number, now, wanted, since));
    }

    void valveConfirmed(AlarmId id, ValvePosition position, Instant since, boolean afterFault) {
        events.add(new FloorEvent.ValveConfirmed(floor, id, ++number, now, position, since, afterFault));
    }

    /** @return what names it */
    AlarmId valveFoundOpen() {
        AlarmId id = AlarmIds.ofValve(floor, ++number, now);
        events.add(new FloorEvent.ValveFoundOpen(floor, id, number, now));
        return id;
    }

    void openValve(AlarmId id, int attempt) {
        commands.add(new ValveCommand.Open(floor, id, now, attempt));
    }

    void closeValve(OperatorAction action, int attempt) {
        commands.add(new ValveCommand.Close(floor, action, now, attempt));
    }

    /** @param why for the operator: what is in the way, and what to do */
    void refuse(String why) {
        refusal = why;
    }

    List<FloorEvent> events() {
        return List.copyOf(events);
    }

    List<ValveCommand> commands() {
        return List.copyOf(commands);
    }

    @Nullable String refusal() {
        return refusal;
    }

    long number() {
        return number;
    }

    long alarms() {
        return alarms;
    }
}
