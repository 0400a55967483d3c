package io.tocsin.fire.floor;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.ValvePosition;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What becomes of a valve. */
final class Valve {
    private Valve() {}

    /** An incident asks for water. A valve that is open for an earlier one must report anew. */
    static ValveState open(ValveState valve, AlarmId alarmId, Journal journal) {
        return switch (valve) {
            case ValveState.Opening opening when opening.alarmId().equals(alarmId) -> opening;
            case ValveState.Opened opened when opened.alarmId().equals(alarmId) -> opened;
            case ValveState.Opening opening -> opening.forNext(alarmId, journal);
            case ValveState.AtRest atRest -> ValveState.Opening.begin(alarmId, false, journal);
            case ValveState.Opened opened -> ValveState.Opening.begin(alarmId, opened.faultStands(), journal);
            case ValveState.FoundOpen found -> ValveState.Opening.begin(alarmId, true, journal);
            case ValveState.Closing closing ->
                ValveState.Opening.begin(alarmId, closing.told().faultStands(), journal);
        };
    }

    /**
     * An operator asks for no more water, after the incident.
     *
     * @param last the last incident of the floor: an operator may mean that one, though an earlier one gave the water
     */
    static ValveState close(
            ValveState valve, OperatorAction action, @Nullable AlarmId meant, @Nullable AlarmId last, Journal journal) {
        if (meant == null) {
            return notMeant(valve, journal);
        }
        return switch (valve) {
            case ValveState.Closing closing -> closing;
            case ValveState.AtRest atRest -> {
                if (!meant.equals(atRest.closedAfter())) {
                    journal.refuse("the valve is not open");
                }
                yield atRest;
            }
            case ValveState.Opening opening
            when meant.equals(opening.alarmId()) || meant.equals(last) ->
                ValveState.Closing.begin(
                        action, opening.alarmId(), opening.told().faultStands(), journal);
            case ValveState.Opened opened
            when meant.equals(opened.alarmId()) || meant.equals(last) ->
                ValveState.Closing.begin(action, opened.alarmId(), opened.faultStands(), journal);
            case ValveState.FoundOpen found
            when meant.equals(found.alarmId()) || meant.equals(last) ->
                ValveState.Closing.begin(action, found.alarmId(), true, journal);
            case ValveState.Opening opening -> notMeant(opening, journal);
            case ValveState.Opened opened -> notMeant(opened, journal);
            case ValveState.FoundOpen found -> notMeant(found, journal);
        };
    }

    private static ValveState notMeant(ValveState valve, Journal journal) {
        journal.refuse("the valve was not opened for that incident: look at the floor again");
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
            case ValveState.AtRest atRest -> open ? atRest.reportedOpen(journal) : atRest;
            case ValveState.FoundOpen found -> open ? found.reportedOpen() : found.closedByHand(journal);
            case ValveState.Opening opening -> open ? opening.confirmed(journal) : opening;
            case ValveState.Closing closing -> open ? closing : closing.confirmed(journal);
            case ValveState.Opened opened when open -> opened.reportedAgain(journal);
            // In an alarm it is opened again, otherwise that is how it is.
            case ValveState.Opened opened ->
                needed == null
                        ? opened.closedByHand(journal)
                        : ValveState.Opening.begin(needed, opened.faultStands(), journal);
        };
    }

    static ValveState elapsed(ValveState valve, ValveTiming timing, Journal journal) {
        return switch (valve) {
            case ValveState.AtRest atRest -> atRest;
            case ValveState.Opened opened -> opened;
            case ValveState.FoundOpen found -> found.elapsed(timing, journal);
            case ValveState.Opening opening -> opening.elapsed(timing, journal);
            case ValveState.Closing closing -> closing.elapsed(timing, journal);
        };
    }

    static @Nullable Instant due(ValveState valve, ValveTiming timing) {
        return switch (valve) {
            case ValveState.AtRest atRest -> null;
            case ValveState.Opened opened -> null;
            case ValveState.FoundOpen found -> found.due(timing);
            case ValveState.Opening opening -> opening.told().due(timing);
            case ValveState.Closing closing -> closing.told().due(timing);
        };
    }
}
