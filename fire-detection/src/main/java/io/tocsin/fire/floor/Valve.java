package io.tocsin.fire.floor;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.ValvePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a valve. */
final class Valve {
    private static final String OTHER_INCIDENT = "the valve was not opened for that incident: look at the floor again";

    private Valve() {}

    /** An incident asks for water. A valve that is open for an earlier one must report anew. */
    static ValveState open(ValveState valve, AlarmId alarmId, Journal journal) {
        return switch (valve) {
            case ValveState.Opening(AlarmId already, Telling told) when already.equals(alarmId) -> valve;
            case ValveState.Opened(AlarmId already) when already.equals(alarmId) -> valve;
            case ValveState.Opening(AlarmId before, Telling told) -> {
                // The valve is late all the same: its time goes on.
                journal.openValve(alarmId, told.attempts() + 1);
                yield new ValveState.Opening(
                        alarmId, new Telling(told.since(), journal.now(), told.attempts() + 1, told.overdue()));
            }
            case ValveState.AtRest atRest -> ValveState.Opening.begin(alarmId, journal);
            case ValveState.Opened opened -> ValveState.Opening.begin(alarmId, journal);
            case ValveState.Closing closing -> ValveState.Opening.begin(alarmId, journal);
        };
    }

    /**
     * An operator asks for no more water, after the incident.
     *
     * @param last the last incident of the floor: an operator may mean that one, though an earlier one gave the water
     */
    static ValveState close(
            ValveState valve, OperatorAction action, AlarmId meant, @Nullable AlarmId last, Journal journal) {
        return switch (valve) {
            case ValveState.AtRest atRest when meant.equals(atRest.closedAfter()) -> atRest;
            case ValveState.AtRest atRest -> refuse("the valve is not open", atRest, journal);
            case ValveState.Closing closing -> closing;
            case ValveState.Opening(AlarmId openedFor, Telling told)
            when meant.equals(openedFor) || meant.equals(last) -> ValveState.Closing.begin(action, openedFor, journal);
            case ValveState.Opened(AlarmId openedFor)
            when meant.equals(openedFor) || meant.equals(last) -> ValveState.Closing.begin(action, openedFor, journal);
            case ValveState.Opening opening -> refuse(OTHER_INCIDENT, opening, journal);
            case ValveState.Opened opened -> refuse(OTHER_INCIDENT, opened, journal);
        };
    }

    private static ValveState refuse(String why, ValveState valve, Journal journal) {
        journal.refuse(why);
        return valve;
    }

    /**
     * The valve says where it stands.
     *
     * @param needed the incident that needs it open at this moment; null when none does
     */
    static ValveState reported(ValveState valve, ValvePosition position, @Nullable AlarmId needed, Journal journal) {
        boolean open = position == ValvePosition.OPEN;
        return switch (valve) {
            case ValveState.AtRest atRest -> atRest;
            case ValveState.Opening opening -> open ? opening.confirmed(journal) : opening;
            case ValveState.Closing closing -> open ? closing : closing.confirmed(journal);
            case ValveState.Opened opened -> open ? opened : closedByHand(opened, needed, journal);
        };
    }

    static ValveState elapsed(ValveState valve, ValveTiming timing, Journal journal) {
        return switch (valve) {
            case ValveState.AtRest atRest -> atRest;
            case ValveState.Opened opened -> opened;
            case ValveState.Opening opening -> opening.elapsed(timing, journal);
            case ValveState.Closing closing -> closing.elapsed(timing, journal);
        };
    }

    static @Nullable Instant due(ValveState valve, ValveTiming timing) {
        return switch (valve) {
            case ValveState.AtRest atRest -> null;
            case ValveState.Opened opened -> null;
            case ValveState.Opening(AlarmId alarmId, Telling told) -> told.due(timing);
            case ValveState.Closing(OperatorAction action, AlarmId alarmId, Telling told) -> told.due(timing);
        };
    }

    /** Someone has closed it at the valve itself: in an alarm it is opened again, otherwise that is how it is. */
    private static ValveState closedByHand(ValveState.Opened opened, @Nullable AlarmId needed, Journal journal) {
        if (needed != null) {
            return ValveState.Opening.begin(needed, journal);
        }
        journal.valveConfirmed(opened.alarmId(), ValvePosition.CLOSED, journal.now());
        return new ValveState.AtRest(opened.alarmId());
    }
}
