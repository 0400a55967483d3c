package io.tocsin.system;

import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.Notification.Severity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Notifications to test with: each has an id and an incident of its own. */
record NotificationBuilder(String incident, Severity severity, FloorId floor) {

    /** A fire on a floor. */
    static NotificationBuilder anAlarm(String floor) {
        return new NotificationBuilder(UUID.randomUUID().toString(), Severity.ALARM, FloorId.of(floor));
    }

    /** A detector on a floor does not work. */
    static NotificationBuilder aFault(String floor) {
        return new NotificationBuilder("detector " + UUID.randomUUID(), Severity.FAULT, FloorId.of(floor));
    }

    /** That many alarms and as many faults, each on a floor of its own, one after the other. */
    static List<Notification> alarmsAndFaults(int each) {
        return IntStream.rangeClosed(1, each)
                .boxed()
                .flatMap(i -> List.of(anAlarm("a" + i), aFault("b" + i)).stream())
                .map(NotificationBuilder::build)
                .toList();
    }

    /** Of the same incident, that it is over. */
    NotificationBuilder over() {
        return new NotificationBuilder(incident, Severity.INFORMATION, floor);
    }

    Notification build() {
        Instant now = Instant.now();
        return new Notification(
                Notification.Id.of(UUID.randomUUID().toString()),
                incident,
                severity,
                switch (severity) {
                    case ALARM -> "Fire alarm: detector 7 signals fire";
                    case PRE_ALARM -> "Pre-alarm: detector 7 signals fire";
                    case FAULT -> "The detector is silent";
                    case INFORMATION -> "It is over";
                },
                "floor " + floor,
                now,
                now,
                severity == Severity.ALARM ? "Leave the floor and follow the fire plan." : "Look at it.",
                floor);
    }
}
