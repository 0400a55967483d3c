package io.tocsin.fire.notice;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorFaultKind;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.fire.OutputState;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.fire.ValvePosition;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Words what happens for people: what, where, since when, what to do. The same event gives the same notification with the same
 * id, so that one that is told twice can be recognised.
 */
public final class Notices {
    private Notices() {}

    /** Alarms and pre-alarms begin, spread and end; what else lies between is seen on the panel. */
    public static Optional<Notification> of(FloorEvent event) {
        return switch (event) {
            case FloorEvent.PreAlarmRaised it ->
                Optional.of(notification(
                        it,
                        Severity.PRE_ALARM,
                        "Pre-alarm: detector " + it.detector() + " signals fire",
                        it.heardAt(),
                        it.waitingFor() == FloorEvent.WaitingFor.ACKNOWLEDGEMENT
                                ? "Acknowledge it at once and look: it becomes an alarm"
                                        + (it.until() == null ? "." : " at " + it.until() + ".")
                                : "Look: a second signal makes it an alarm."));
            case FloorEvent.PreAlarmEnded it ->
                Optional.of(notification(
                        it,
                        Severity.INFORMATION,
                        it.operator() == null
                                ? "The pre-alarm is over: nothing has confirmed it"
                                : "The pre-alarm was reset by " + it.operator(),
                        it.at(),
                        "Find out what the detector has sensed."));
            case FloorEvent.AlarmRaised it ->
                Optional.of(notification(
                        it,
                        Severity.ALARM,
                        "Fire alarm: detector " + it.detector() + " signals fire",
                        it.heardAt(),
                        it.outputs() == OutputState.RELEASED
                                ? "Leave the floor and follow the fire plan; the valve is being opened."
                                : "Leave the floor and follow the fire plan; the valve is held back."));
            case FloorEvent.AlarmReset it ->
                Optional.of(notification(
                        it,
                        Severity.INFORMATION,
                        "The alarm was reset by " + it.operator(),
                        it.at(),
                        "Close the valve when no more water is needed."));
            case FloorEvent.AlarmSpread it ->
                Optional.of(notification(
                        it,
                        Severity.ALARM,
                        "The fire spreads: detector " + it.detector() + " signals fire, too",
                        it.heardAt(),
                        "Leave the floor and follow the fire plan."));
            case FloorEvent.PreAlarmAcknowledged it -> Optional.empty();
            case FloorEvent.OutputsReleased it -> Optional.empty();
            case FloorEvent.AlarmAcknowledged it -> Optional.empty();
            case FloorEvent.AlarmSilenced it -> Optional.empty();
            // They become faults of the system, and are told as such.
            case FloorEvent.ValveNotConfirmed it -> Optional.empty();
            case FloorEvent.ValveConfirmed it -> Optional.empty();
            case FloorEvent.ValveFoundOpen it -> Optional.empty();
        };
    }

    /** A detector's fault begins or ends. Of one that is silent among many the intake's fault tells. */
    public static Optional<Notification> of(DetectorFault fault) {
        return fault.kind() == DetectorFaultKind.SILENT_AMONG_MANY ? Optional.empty() : Optional.of(worded(fault));
    }

    private static Notification worded(DetectorFault fault) {
        String where = "detector " + fault.detector() + " on floor " + fault.floor();
        String incident = "detector " + fault.detector();
        Notification.Id id = id("detector", fault.detector(), fault.number());
        return switch (fault) {
            case DetectorFault.Raised raised ->
                new Notification(
                        id,
                        incident,
                        Severity.FAULT,
                        what(raised),
                        where,
                        raised.lastHeard() == null ? raised.at() : raised.lastHeard(),
                        raised.at(),
                        raised.kind() == DetectorFaultKind.LOW_BATTERY
                                ? "Change its battery."
                                : "Check the detector, its power and its line.",
                        fault.floor());
            case DetectorFault.Cleared cleared ->
                new Notification(
                        id,
                        incident,
                        Severity.INFORMATION,
                        "The fault '" + inWords(cleared.kind()) + "' is over",
                        where,
                        cleared.at(),
                        cleared.at(),
                        "Nothing.",
                        fault.floor());
        };
    }

    /** The intake's fault or a valve's begins or ends. Of its own faults each service tells itself. */
    public static Optional<Notification> of(SystemFault fault) {
        boolean isOurs = fault.part().equals(SystemFault.INTAKE) || fault.part().startsWith(SystemFault.VALVE);
        return isOurs ? Optional.of(worded(fault)) : Optional.empty();
    }

    private static Notification worded(SystemFault fault) {
        Notification.Id id = id(
                "system",
                fault.part(),
                fault.getClass().getSimpleName(),
                fault.at().toEpochMilli());
        return switch (fault) {
            case SystemFault.Raised(String part, Instant at, String detail, Instant since) ->
                new Notification(
                        id,
                        part,
                        Severity.FAULT,
                        "Fault: " + detail,
                        part,
                        since,
                        at,
                        part.equals(SystemFault.INTAKE)
                                ? "Watch the building by other means until signals are read again."
                                : "Go to the valve and open or close it by hand.",
                        SystemFault.floorOf(part));
            case SystemFault.Cleared(String part, Instant at) ->
                new Notification(
                        id,
                        part,
                        Severity.INFORMATION,
                        "The fault is over",
                        part,
                        at,
                        at,
                        "Nothing.",
                        SystemFault.floorOf(part));
        };
    }

    /** The fault of the system that a floor's event begins or ends. */
    public static Optional<SystemFault> faultIn(FloorEvent event) {
        if (event instanceof FloorEvent.ValveNotConfirmed it) {
            return Optional.of(new SystemFault.Raised(
                    SystemFault.valveOf(it.floor()),
                    it.at(),
                    "the valve was told to " + (it.wanted() == ValvePosition.OPEN ? "open" : "close")
                            + " and has not reported that it has",
                    it.since()));
        }
        if (event instanceof FloorEvent.ValveFoundOpen it) {
            return Optional.of(new SystemFault.Raised(
                    SystemFault.valveOf(it.floor()),
                    it.at(),
                    "the valve has reported that it is open, and nobody has told it to open",
                    it.at()));
        }
        return event instanceof FloorEvent.ValveConfirmed it && it.afterFault()
                ? Optional.of(new SystemFault.Cleared(SystemFault.valveOf(it.floor()), it.at()))
                : Optional.empty();
    }

    private static Notification notification(
            FloorEvent event, Severity severity, String what, Instant since, String whatToDo) {
        AlarmId incident = event.alarmId();
        return new Notification(
                id("floor", event.floor(), event.number()),
                incident.text(),
                severity,
                what,
                "floor " + event.floor(),
                since,
                event.at(),
                whatToDo,
                event.floor());
    }

    private static String what(DetectorFault.Raised fault) {
        return switch (fault.kind()) {
            case SILENT, SILENT_AMONG_MANY ->
                fault.lastHeard() == null
                        ? "The detector has not been heard since supervision began"
                        : "The detector is silent";
            case NEVER_HEARD -> "The detector has never been heard";
            case LOW_BATTERY -> "The detector's battery is nearly empty";
        };
    }

    private static String inWords(DetectorFaultKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static Notification.Id id(Object... parts) {
        var text = new StringBuilder("io.tocsin.fire");
        for (Object part : parts) {
            text.append('/').append(part);
        }
        return Notification.Id.of(
                UUID.nameUUIDFromBytes(text.toString().getBytes(UTF_8)).toString());
    }
}
