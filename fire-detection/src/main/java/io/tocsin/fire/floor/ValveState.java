package io.tocsin.fire.floor;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.ValvePosition;
import org.jspecify.annotations.Nullable;

/**
 * How a floor's valve stands: what it was told, and whether it has reported.
 *
 * <p>{@link Closing} carries the operator's action that asks for it; nothing else closes a valve.
 */
public sealed interface ValveState {

    /**
     * Nothing is asked of it.
     *
     * @param closedAfter the incident after which it was closed; null when it was never opened
     */
    record AtRest(@Nullable AlarmId closedAfter) implements ValveState {}

    /**
     * Told to open, and not reported open yet.
     *
     * @param alarmId for which incident
     * @param told how often, and since when
     */
    record Opening(AlarmId alarmId, Telling told) implements ValveState {
        static Opening begin(AlarmId alarmId, Journal journal) {
            journal.openValve(alarmId, 1);
            return new Opening(alarmId, Telling.first(journal.now()));
        }

        Opening elapsed(ValveTiming timing, Journal journal) {
            Telling next = told.elapsed(timing, journal.now());
            if (next.attempts() > told.attempts()) {
                journal.openValve(alarmId, next.attempts());
            }
            if (next.overdue() && !told.overdue()) {
                journal.valveNotConfirmed(alarmId, ValvePosition.OPEN, told.since());
            }
            return new Opening(alarmId, next);
        }

        Opened confirmed(Journal journal) {
            journal.valveConfirmed(alarmId, ValvePosition.OPEN, told.since());
            return new Opened(alarmId);
        }
    }

    /**
     * It has reported that it is open.
     *
     * @param alarmId for which incident it was opened
     */
    record Opened(AlarmId alarmId) implements ValveState {}

    /**
     * Told to close by an operator, and not reported closed yet.
     *
     * @param action the operator's action
     * @param alarmId for which incident it was opened
     * @param told how often, and since when
     */
    record Closing(OperatorAction action, AlarmId alarmId, Telling told) implements ValveState {
        static Closing begin(OperatorAction action, AlarmId alarmId, Journal journal) {
            journal.closeValve(action, 1);
            return new Closing(action, alarmId, Telling.first(journal.now()));
        }

        Closing elapsed(ValveTiming timing, Journal journal) {
            Telling next = told.elapsed(timing, journal.now());
            if (next.attempts() > told.attempts()) {
                journal.closeValve(action, next.attempts());
            }
            if (next.overdue() && !told.overdue()) {
                journal.valveNotConfirmed(alarmId, ValvePosition.CLOSED, told.since());
            }
            return new Closing(action, alarmId, next);
        }

        /** Wherever it stands, it is told no more to close: the operator may ask again after the reset. */
        Opened interrupted() {
            return new Opened(alarmId);
        }

        AtRest confirmed(Journal journal) {
            journal.valveConfirmed(alarmId, ValvePosition.CLOSED, told.since());
            return new AtRest(alarmId);
        }
    }
}
