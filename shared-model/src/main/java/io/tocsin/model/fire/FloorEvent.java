package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened on a floor: the value of {@code floor-alarms}.
 *
 * <p>An event may stand there twice; it has the same {@link #number()} then.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = FloorEvent.PreAlarmRaised.class, name = "pre-alarm-raised"),
    @JsonSubTypes.Type(value = FloorEvent.PreAlarmAcknowledged.class, name = "pre-alarm-acknowledged"),
    @JsonSubTypes.Type(value = FloorEvent.PreAlarmEnded.class, name = "pre-alarm-ended"),
    @JsonSubTypes.Type(value = FloorEvent.AlarmRaised.class, name = "alarm-raised"),
    @JsonSubTypes.Type(value = FloorEvent.AlarmSpread.class, name = "alarm-spread"),
    @JsonSubTypes.Type(value = FloorEvent.OutputsReleased.class, name = "outputs-released"),
    @JsonSubTypes.Type(value = FloorEvent.AlarmAcknowledged.class, name = "alarm-acknowledged"),
    @JsonSubTypes.Type(value = FloorEvent.AlarmSilenced.class, name = "alarm-silenced"),
    @JsonSubTypes.Type(value = FloorEvent.AlarmReset.class, name = "alarm-reset"),
    @JsonSubTypes.Type(value = FloorEvent.ValveNotConfirmed.class, name = "valve-not-confirmed"),
    @JsonSubTypes.Type(value = FloorEvent.ValveConfirmed.class, name = "valve-confirmed"),
    @JsonSubTypes.Type(value = FloorEvent.ValveFoundOpen.class, name = "valve-found-open")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface FloorEvent {
    /** Where; also the record's key. */
    FloorId floor();

    /** The incident that it belongs to. */
    AlarmId alarmId();

    /** Counts the floor's events, from 1. */
    long number();

    /** When it was decided. */
    Instant at();

    /** What a pre-alarm waits for. */
    enum WaitingFor {
        /** A signal that confirms the first. */
        @JsonProperty("second-signal")
        SECOND_SIGNAL,

        /** A person who acknowledges it. */
        @JsonProperty("acknowledgement")
        ACKNOWLEDGEMENT
    }

    /** What lets a held-back valve be opened. */
    enum ReleasedBy {
        /** Another detector signalled too. */
        @JsonProperty("second-detector")
        SECOND_DETECTOR,

        /** A person pressed a call point. */
        @JsonProperty("manual-call-point")
        MANUAL_CALL_POINT,

        /** The floor's delay is over. */
        @JsonProperty("delay-over")
        DELAY_OVER
    }

    /**
     * A first signal, which alone makes no alarm on this floor.
     *
     * @param detector who signalled
     * @param heardAt when its signal was taken
     * @param waitingFor what must come
     * @param until what becomes of it is decided then, unless something comes before; absent when it waits without limit
     */
    record PreAlarmRaised(
            FloorId floor,
            AlarmId alarmId,
            long number,
            Instant at,
            DetectorId detector,
            Instant heardAt,
            WaitingFor waitingFor,
            @Nullable Instant until)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public PreAlarmRaised {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("detector", detector);
            Required.time("heardAt", heardAt);
            Required.field("waitingFor", waitingFor);
        }
    }

    /**
     * Someone looks into it.
     *
     * @param until it is an alarm then, unless it is reset before
     */
    record PreAlarmAcknowledged(
            FloorId floor,
            AlarmId alarmId,
            long number,
            Instant at,
            OperatorId operator,
            ActionId actionId,
            Instant until)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public PreAlarmAcknowledged {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("operator", operator);
            Required.field("actionId", actionId);
            Required.time("until", until);
        }
    }

    /**
     * It did not become an alarm.
     *
     * @param operator who reset it; absent when nothing confirmed it in time
     * @param actionId the reset; absent likewise
     */
    record PreAlarmEnded(
            FloorId floor,
            AlarmId alarmId,
            long number,
            Instant at,
            @Nullable OperatorId operator,
            @Nullable ActionId actionId)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public PreAlarmEnded {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
        }
    }

    /**
     * The floor is in alarm until a person resets it.
     *
     * @param detector whose signal raised it
     * @param heardAt when that signal was taken
     * @param count how many alarms the floor has had, this one included (EN 54-2, 7.13)
     * @param outputs whether the valve opens at once
     * @param outputsAt when a delayed valve opens; absent otherwise
     */
    record AlarmRaised(
            FloorId floor,
            AlarmId alarmId,
            long number,
            Instant at,
            DetectorId detector,
            Instant heardAt,
            long count,
            OutputState outputs,
            @Nullable Instant outputsAt)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public AlarmRaised {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("detector", detector);
            Required.time("heardAt", heardAt);
            Required.field("outputs", outputs);
        }
    }

    /**
     * One more detector of a floor in alarm.
     *
     * @param detector who signalled
     * @param heardAt when its signal was taken
     */
    record AlarmSpread(FloorId floor, AlarmId alarmId, long number, Instant at, DetectorId detector, Instant heardAt)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public AlarmSpread {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("detector", detector);
            Required.time("heardAt", heardAt);
        }
    }

    /**
     * A valve that was held back is being opened.
     *
     * @param by why
     */
    record OutputsReleased(FloorId floor, AlarmId alarmId, long number, Instant at, ReleasedBy by)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public OutputsReleased {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("by", by);
        }
    }

    /** Someone has seen the alarm. */
    record AlarmAcknowledged(
            FloorId floor, AlarmId alarmId, long number, Instant at, OperatorId operator, ActionId actionId)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public AlarmAcknowledged {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("operator", operator);
            Required.field("actionId", actionId);
        }
    }

    /** Someone has silenced the sounders of this floor; another floor's alarm is heard all the same. */
    record AlarmSilenced(
            FloorId floor, AlarmId alarmId, long number, Instant at, OperatorId operator, ActionId actionId)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public AlarmSilenced {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("operator", operator);
            Required.field("actionId", actionId);
        }
    }

    /** Someone has ended the incident. A detector that still says 1 begins the next one. The valve stays as it is. */
    record AlarmReset(FloorId floor, AlarmId alarmId, long number, Instant at, OperatorId operator, ActionId actionId)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public AlarmReset {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("operator", operator);
            Required.field("actionId", actionId);
        }
    }

    /**
     * The valve has not reported in time that it is where it should be. It is commanded on.
     *
     * @param wanted where it should be
     * @param since when it was first commanded
     */
    record ValveNotConfirmed(
            FloorId floor, AlarmId alarmId, long number, Instant at, ValvePosition wanted, Instant since)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public ValveNotConfirmed {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("wanted", wanted);
            Required.time("since", since);
        }
    }

    /**
     * The valve has reported that it is where it should be.
     *
     * @param position where it is
     * @param since when it was first commanded
     * @param afterFault whether this ends a fault
     */
    record ValveConfirmed(
            FloorId floor,
            AlarmId alarmId,
            long number,
            Instant at,
            ValvePosition position,
            Instant since,
            boolean afterFault)
            implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public ValveConfirmed {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
            Required.field("position", position);
            Required.time("since", since);
        }
    }

    /** The valve has reported that it is open, though nobody has told it to: a fault, until it is closed. */
    record ValveFoundOpen(FloorId floor, AlarmId alarmId, long number, Instant at) implements FloorEvent {
        /** @throws InvalidFieldException when a part is missing or no sane time */
        public ValveFoundOpen {
            Required.field("floor", floor);
            Required.field("alarmId", alarmId);
            Required.time("at", at);
        }
    }
}
