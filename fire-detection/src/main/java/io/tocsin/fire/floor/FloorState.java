package io.tocsin.fire.floor;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorEvent.WaitingFor;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.OperatorAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a floor stands. Each state offers only what it may become; what is latched leaves only by a person's reset. */
public sealed interface FloorState {

    /** The incident that the floor is in, or was in last; null when it never had one. */
    @Nullable AlarmId incidentId();

    /** When something happens by itself; null when nothing does. */
    @Nullable Instant due();

    /** The same, by a clock that has been set back. */
    FloorState earlier(Duration by);

    /**
     * No fire is signalled.
     *
     * @param incidentId the last incident; null when there was none
     * @param lastReset when a person has last reset this floor, or {@linkplain PreAlarm earlier}; null when nobody has
     */
    record Quiet(@Nullable AlarmId incidentId, @Nullable Instant lastReset) implements FloorState {
        @Override
        public @Nullable Instant due() {
            return null;
        }

        @Override
        public Quiet earlier(Duration by) {
            return new Quiet(incidentId, lastReset == null ? null : lastReset.minus(by));
        }

        FloorState signalled(FireSignal signal, FloorPolicy policy, Journal journal) {
            if (signal.kind() == DetectorKind.MANUAL_CALL_POINT) {
                return alarm(signal, new Outputs.Released(), journal);
            }
            return switch (policy) {
                case FloorPolicy.Immediate immediate -> alarm(signal, new Outputs.Released(), journal);
                case FloorPolicy.CoincidenceA(int confirmAfterSeconds, int cancelAfterSeconds) ->
                    preAlarm(
                            signal,
                            new Waiting.Confirmation(
                                    signal.heardAt().plusSeconds(confirmAfterSeconds),
                                    signal.heardAt().plusSeconds(cancelAfterSeconds),
                                    journal.now().plusSeconds(cancelAfterSeconds)),
                            journal);
                case FloorPolicy.CoincidenceB b -> preAlarm(signal, new Waiting.AnotherDetector(), journal);
                case FloorPolicy.CoincidenceC c -> alarm(signal, new Outputs.AwaitingSecondDetector(), journal);
                case FloorPolicy.PositiveAlarmSequence(int acknowledgeWithinSeconds, int investigateWithinSeconds) ->
                    preAlarm(
                            signal,
                            new Waiting.Acknowledgement(
                                    journal.now().plusSeconds(acknowledgeWithinSeconds), investigateWithinSeconds),
                            journal);
                case FloorPolicy.OutputDelay(int delaySeconds) ->
                    alarm(signal, new Outputs.Delayed(journal.now().plusSeconds(delaySeconds)), journal);
            };
        }

        private static FloorState alarm(FireSignal signal, Outputs outputs, Journal journal) {
            return Alarm.raised(
                    AlarmIds.of(signal),
                    signal.detector(),
                    signal.heardAt(),
                    List.of(signal.detector()),
                    outputs,
                    journal);
        }

        private FloorState preAlarm(FireSignal signal, Waiting waiting, Journal journal) {
            var preAlarm =
                    new PreAlarm(AlarmIds.of(signal), signal.detector(), signal.heardAt(), waiting, pastUntil(signal));
            journal.preAlarmRaised(
                    preAlarm.incidentId(),
                    signal,
                    waiting instanceof Waiting.Acknowledgement ? WaitingFor.ACKNOWLEDGEMENT : WaitingFor.SECOND_SIGNAL,
                    preAlarm.due());
            return preAlarm;
        }

        /** Where Kafka's clock is behind, what is heard after the reset bears an earlier time: the first signal shows it. */
        private @Nullable Instant pastUntil(FireSignal first) {
            return lastReset != null && first.heardAt().isBefore(lastReset) ? first.heardAt() : lastReset;
        }
    }

    /**
     * A first signal, which alone makes no alarm here.
     *
     * @param incidentId names the incident; the alarm that it may become keeps the name
     * @param first who signalled
     * @param heardAt when that signal was heard
     * @param waiting what must come
     * @param lastReset when a person has last reset this floor, or the first signal's time where that is earlier; null when
     *     nobody has
     */
    record PreAlarm(
            AlarmId incidentId,
            DetectorId first,
            Instant heardAt,
            Waiting waiting,
            @Nullable Instant lastReset) implements FloorState {
        @Override
        public PreAlarm earlier(Duration by) {
            return new PreAlarm(
                    incidentId, first, heardAt, waiting.earlier(by), lastReset == null ? null : lastReset.minus(by));
        }

        @Override
        public @Nullable Instant due() {
            return switch (waiting) {
                case Waiting.Confirmation confirmation -> confirmation.until();
                case Waiting.AnotherDetector another -> null;
                case Waiting.Acknowledgement acknowledgement -> acknowledgement.until();
                case Waiting.Investigation(Instant until) -> until;
            };
        }

        FloorState signalled(FireSignal signal, FloorPolicy policy, Journal journal) {
            if (isOverFor(signal)) {
                journal.preAlarmEnded(incidentId, null);
                return new Quiet(incidentId, lastReset).signalled(signal, policy, journal);
            }
            return confirms(signal, journal.now()) || !asksForMore(policy) ? alarm(signal, journal) : this;
        }

        /** Whether this signal was heard too late to confirm the first one. */
        private boolean isOverFor(FireSignal signal) {
            return signal.kind() != DetectorKind.MANUAL_CALL_POINT
                    && waiting instanceof Waiting.Confirmation confirmation
                    && signal.heardAt().isAfter(confirmation.heardUntil());
        }

        /** The time for it is over: nothing has confirmed it, or nobody has cared for it. */
        FloorState elapsed(Journal journal) {
            Instant until = due();
            if (until == null || !journal.isDue(until)) {
                return this;
            }
            if (waiting instanceof Waiting.Confirmation) {
                journal.preAlarmEnded(incidentId, null);
                return new Quiet(incidentId, lastReset);
            }
            return Alarm.raised(incidentId, first, heardAt, List.of(first), new Outputs.Released(), journal);
        }

        FloorState acknowledged(OperatorAction action, Journal journal) {
            return switch (waiting) {
                case Waiting.Acknowledgement(Instant until, int investigateWithinSeconds) -> {
                    Instant investigateUntil = journal.now().plusSeconds(investigateWithinSeconds);
                    journal.preAlarmAcknowledged(incidentId, action, investigateUntil);
                    yield new PreAlarm(
                            incidentId, first, heardAt, new Waiting.Investigation(investigateUntil), lastReset);
                }
                case Waiting.Investigation investigation -> this;
                case Waiting.Confirmation confirmation -> notAsked(journal);
                case Waiting.AnotherDetector another -> notAsked(journal);
            };
        }

        Quiet reset(OperatorAction action, Journal journal) {
            journal.preAlarmEnded(incidentId, action);
            return new Quiet(incidentId, journal.now());
        }

        private FloorState notAsked(Journal journal) {
            journal.refuse("this pre-alarm waits for a second signal and not for a person: reset it, or wait");
            return this;
        }

        private boolean confirms(FireSignal signal, Instant now) {
            if (signal.kind() == DetectorKind.MANUAL_CALL_POINT) {
                return true;
            }
            return signal.detector().equals(first)
                    ? waiting instanceof Waiting.Confirmation confirmation
                            && !signal.heardAt().isBefore(confirmation.sameDetectorFrom())
                    : !isStale(signal, now);
        }

        /**
         * Whether a signal that is read late belongs to an earlier incident: a person has reset the floor since, or the first
         * signal came too late for it. A detector that still senses fire says so again.
         */
        private boolean isStale(FireSignal signal, Instant now) {
            if (lastReset != null && signal.heardAt().isBefore(lastReset)) {
                return true;
            }
            if (!(waiting instanceof Waiting.Confirmation confirmation)) {
                return false;
            }
            // By both clocks: if Kafka's was set back, what is heard now seems to be heard long before the first.
            Instant begun = heardAt.isBefore(now) ? heardAt : now;
            return signal.heardAt().isBefore(begun.minus(Duration.between(heardAt, confirmation.heardUntil())));
        }

        /** Whether the floor still has pre-alarms: its policy may have been changed since. */
        private static boolean asksForMore(FloorPolicy policy) {
            return switch (policy) {
                case FloorPolicy.CoincidenceA a -> true;
                case FloorPolicy.CoincidenceB b -> true;
                case FloorPolicy.PositiveAlarmSequence sequence -> true;
                case FloorPolicy.Immediate immediate -> false;
                case FloorPolicy.CoincidenceC c -> false;
                case FloorPolicy.OutputDelay delay -> false;
            };
        }

        private FloorState alarm(FireSignal signal, Journal journal) {
            List<DetectorId> detectors =
                    signal.detector().equals(first) ? List.of(first) : List.of(first, signal.detector());
            return Alarm.raised(
                    incidentId, signal.detector(), signal.heardAt(), detectors, new Outputs.Released(), journal);
        }
    }

    /** In alarm, until a person resets it. */
    sealed interface Latched extends FloorState {
        /** The alarm. */
        Incident incident();

        /** The same state, of an incident that has gone on. */
        Latched with(Incident next);

        @Override
        default AlarmId incidentId() {
            return incident().id();
        }

        @Override
        default @Nullable Instant due() {
            return incident().due();
        }

        @Override
        default Latched earlier(Duration by) {
            return with(incident().earlier(by));
        }
    }

    /** In alarm, and nobody has said that they have seen it. */
    record Alarm(Incident incident) implements Latched {
        static Alarm raised(
                AlarmId id,
                DetectorId detector,
                Instant heardAt,
                List<DetectorId> detectors,
                Outputs outputs,
                Journal journal) {
            journal.alarmRaised(id, detector, heardAt, outputs);
            return new Alarm(new Incident(id, journal.now(), detectors, false, outputs));
        }

        @Override
        public Alarm with(Incident next) {
            return new Alarm(next);
        }

        Acknowledged acknowledged(OperatorAction action, Journal journal) {
            journal.alarmAcknowledged(incidentId(), action);
            return new Acknowledged(incident);
        }
    }

    /** In alarm, and someone has seen it. */
    record Acknowledged(Incident incident) implements Latched {
        @Override
        public Acknowledged with(Incident next) {
            return new Acknowledged(next);
        }

        Silenced silenced(OperatorAction action, Journal journal) {
            journal.alarmSilenced(incidentId(), action);
            return new Silenced(incident);
        }
    }

    /** In alarm, seen, and no longer heard on this floor. */
    record Silenced(Incident incident) implements Latched {
        @Override
        public Silenced with(Incident next) {
            return new Silenced(next);
        }
    }
}
