package io.tocsin.fire.floor;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.OperatorAction;
import io.tocsin.model.fire.ValvePosition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a floor's valve stands: what it was told, and whether it has reported.
 *
 * <p>{@link Closing} carries the operator's action that asks for it; nothing else closes a valve.
 */
public sealed interface ValveState {

    /** The incident that it is open for, or is told so for; null when nothing is asked of it. */
    @Nullable AlarmId alarmId();

    /** The same, by a clock that has been set back. */
    default ValveState earlier(Duration by) {
        return this;
    }

    /**
     * Nothing is asked of it.
     *
     * @param closedAfter the incident after which it was closed; null when it was never opened
     */
    record AtRest(@Nullable AlarmId closedAfter) implements ValveState {
        @Override
        public @Nullable AlarmId alarmId() {
            return null;
        }

        /** It says that it is open, though nobody has told it to. */
        FoundOpen reportedOpen(Journal journal) {
            return new FoundOpen(journal.valveFoundOpen(), null);
        }
    }

    /**
     * It has reported that it is open, though nobody has told it to: a fault, until it has been closed for a while. One that
     * chatters is one fault.
     *
     * @param alarmId names what has happened, as the incident of an alarm does
     * @param closedSince since when it reports that it is closed; null while it is open
     */
    record FoundOpen(AlarmId alarmId, @Nullable Instant closedSince) implements ValveState {
        @Override
        public FoundOpen earlier(Duration by) {
            return new FoundOpen(alarmId, closedSince == null ? null : closedSince.minus(by));
        }

        FoundOpen reportedOpen() {
            return new FoundOpen(alarmId, null);
        }

        FoundOpen closedByHand(Journal journal) {
            return closedSince == null ? new FoundOpen(alarmId, journal.now()) : this;
        }

        ValveState elapsed(ValveTiming timing, Journal journal) {
            if (closedSince == null || !journal.isDue(closedSince.plus(timing.confirmWithin()))) {
                return this;
            }
            journal.valveConfirmed(alarmId, ValvePosition.CLOSED, closedSince, true);
            return new AtRest(alarmId);
        }

        @Nullable Instant due(ValveTiming timing) {
            return closedSince == null ? null : closedSince.plus(timing.confirmWithin());
        }
    }

    /**
     * Told to open, and not reported open yet.
     *
     * @param alarmId for which incident
     * @param told how often, and since when
     */
    record Opening(AlarmId alarmId, Telling told) implements ValveState {
        static Opening begin(AlarmId alarmId, boolean afterFault, Journal journal) {
            journal.openValve(alarmId, 1);
            return new Opening(alarmId, Telling.first(journal.now(), afterFault));
        }

        @Override
        public Opening earlier(Duration by) {
            return new Opening(alarmId, told.earlier(by));
        }

        /** The next incident needs it too. The valve is late all the same: its time goes on. */
        Opening forNext(AlarmId next, Journal journal) {
            Telling again = told.again(journal.now());
            journal.openValve(next, again.attempts());
            return new Opening(next, again);
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
            journal.valveConfirmed(alarmId, ValvePosition.OPEN, told.since(), told.faultStands());
            return new Opened(alarmId, false);
        }
    }

    /**
     * It has reported that it is open.
     *
     * @param alarmId for which incident it was opened
     * @param faultStands whether people know of a fault that has not ended
     */
    record Opened(AlarmId alarmId, boolean faultStands) implements ValveState {
        Opened reportedAgain(Journal journal) {
            if (faultStands) {
                journal.valveConfirmed(alarmId, ValvePosition.OPEN, journal.now(), true);
            }
            return new Opened(alarmId, false);
        }

        /** Someone has closed it at the valve itself. */
        AtRest closedByHand(Journal journal) {
            journal.valveConfirmed(alarmId, ValvePosition.CLOSED, journal.now(), faultStands);
            return new AtRest(alarmId);
        }
    }

    /**
     * Told to close by an operator, and not reported closed yet.
     *
     * @param action the operator's action
     * @param alarmId for which incident it was opened
     * @param told how often, and since when
     */
    record Closing(OperatorAction action, AlarmId alarmId, Telling told) implements ValveState {
        static Closing begin(OperatorAction action, AlarmId alarmId, boolean afterFault, Journal journal) {
            journal.closeValve(action, 1);
            return new Closing(action, alarmId, Telling.first(journal.now(), afterFault));
        }

        @Override
        public Closing earlier(Duration by) {
            return new Closing(action, alarmId, told.earlier(by));
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
            return new Opened(alarmId, told.faultStands());
        }

        AtRest confirmed(Journal journal) {
            journal.valveConfirmed(alarmId, ValvePosition.CLOSED, told.since(), told.faultStands());
            return new AtRest(alarmId);
        }
    }
}
