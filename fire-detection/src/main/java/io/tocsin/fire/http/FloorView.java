package io.tocsin.fire.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.fire.floor.FloorState;
import io.tocsin.fire.floor.Outputs;
import io.tocsin.fire.floor.Telling;
import io.tocsin.fire.floor.ValveState;
import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPhase;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a floor stands, as callers see it.
 *
 * @param floor its id
 * @param name what people call it; absent when nobody has registered it
 * @param state how it stands
 * @param alarmId the present incident, or the last one; absent when there was none
 * @param since when the present incident began
 * @param due when something happens by itself: a pre-alarm ends or becomes an alarm, a delayed valve opens
 * @param detectors who has signalled in the present incident, the first 100
 * @param moreDetectors whether still others have
 * @param valveHeldBack whether the valve of a floor in alarm is not opened yet
 * @param alarms how often it has been in alarm (EN 54-2, 7.13)
 * @param valve how its valve stands
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FloorView(
        @Schema(implementation = String.class) FloorId floor,
        @Nullable String name,
        State state,
        @Schema(implementation = String.class) @Nullable AlarmId alarmId,
        @Nullable Instant since,
        @Nullable Instant due,
        @Schema(implementation = long[].class) List<DetectorId> detectors,
        boolean moreDetectors,
        boolean valveHeldBack,
        long alarms,
        ValveView valve) {

    /** How it stands. */
    enum State {
        /** No fire is signalled. */
        @JsonProperty("quiet")
        QUIET,

        /** A first signal, which alone makes no alarm here. */
        @JsonProperty("pre-alarm")
        PRE_ALARM,

        /** In alarm, and nobody has said that they have seen it. */
        @JsonProperty("alarm")
        ALARM,

        /** In alarm, and someone has seen it. */
        @JsonProperty("acknowledged")
        ACKNOWLEDGED,

        /** In alarm, seen, and no longer heard. */
        @JsonProperty("silenced")
        SILENCED
    }

    /**
     * How its valve stands.
     *
     * @param name what people call it; absent when nobody has registered the floor
     * @param told what it was told last, and whether it has reported
     * @param alarmId for which incident, also of a valve that opened by itself; absent when it was told nothing
     * @param since since when it is told so; absent when it has reported
     * @param attempts how often it was told so; absent likewise
     * @param fault whether it has taken too long
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ValveView(
            @Nullable String name,
            Told told,
            @Schema(implementation = String.class) @Nullable AlarmId alarmId,
            @Nullable Instant since,
            @Nullable Integer attempts,
            boolean fault) {

        /** What it was told last. */
        enum Told {
            /** Nothing, or it is closed again. */
            @JsonProperty("nothing")
            NOTHING,

            /** To open, and it has not reported that it has. */
            @JsonProperty("opening")
            OPENING,

            /** It has reported that it is open. */
            @JsonProperty("open")
            OPEN,

            /** To close, by an operator, and it has not reported that it has. */
            @JsonProperty("closing")
            CLOSING,

            /** Nothing, and it has reported that it is open. */
            @JsonProperty("found-open")
            FOUND_OPEN
        }

        static ValveView of(@Nullable String name, ValveState valve) {
            return switch (valve) {
                case ValveState.AtRest atRest -> new ValveView(name, Told.NOTHING, null, null, null, false);
                case ValveState.Opening opening -> telling(name, Told.OPENING, opening.alarmId(), opening.told());
                case ValveState.Opened opened ->
                    new ValveView(name, Told.OPEN, opened.alarmId(), null, null, opened.faultStands());
                case ValveState.Closing closing -> telling(name, Told.CLOSING, closing.alarmId(), closing.told());
                case ValveState.FoundOpen found ->
                    new ValveView(name, Told.FOUND_OPEN, found.alarmId(), null, null, true);
            };
        }

        private static ValveView telling(@Nullable String name, Told told, AlarmId alarmId, Telling telling) {
            return new ValveView(
                    name,
                    told,
                    alarmId,
                    telling.since(),
                    telling.attempts(),
                    telling.overdue() || telling.afterFault());
        }
    }

    /** The incident that an operator means who does not say which: to close the valve, the one that it is open for. */
    @Nullable AlarmId meant(String action) {
        return action.equals(FloorsResource.CLOSE_VALVE) && valve.alarmId() != null ? valve.alarmId() : alarmId;
    }

    /** How far the present incident has come; null when there is none. */
    @Nullable FloorPhase phase() {
        return switch (state) {
            case QUIET -> null;
            case PRE_ALARM -> FloorPhase.PRE_ALARM;
            case ALARM, ACKNOWLEDGED, SILENCED -> FloorPhase.ALARM;
        };
    }

    /**
     * Of a floor that is watched.
     *
     * @param registered null when nobody has registered it
     */
    static FloorView of(WatchedFloor watched, @Nullable Floor registered) {
        FloorState state = watched.state();
        return new FloorView(
                watched.floor(),
                registered == null ? null : registered.name(),
                switch (state) {
                    case FloorState.Quiet quiet -> State.QUIET;
                    case FloorState.PreAlarm preAlarm -> State.PRE_ALARM;
                    case FloorState.Alarm alarm -> State.ALARM;
                    case FloorState.Acknowledged acknowledged -> State.ACKNOWLEDGED;
                    case FloorState.Silenced silenced -> State.SILENCED;
                },
                state.incidentId(),
                switch (state) {
                    case FloorState.Quiet quiet -> null;
                    case FloorState.PreAlarm preAlarm -> preAlarm.heardAt();
                    case FloorState.Latched latched -> latched.incident().raisedAt();
                },
                state.due(),
                switch (state) {
                    case FloorState.Quiet quiet -> List.of();
                    case FloorState.PreAlarm preAlarm -> List.of(preAlarm.first());
                    case FloorState.Latched latched -> latched.incident().detectors();
                },
                state instanceof FloorState.Latched latched
                        && latched.incident().moreDetectors(),
                state instanceof FloorState.Latched latched
                        && !(latched.incident().outputs() instanceof Outputs.Released),
                watched.alarms(),
                ValveView.of(registered == null ? null : registered.valve(), watched.valve()));
    }
}
