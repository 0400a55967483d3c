package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.fire.ValveCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** The one instance is killed in the middle of alarms. */
@Isolated("asserts how long it takes to go on")
class KilledDetectionIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int FLOORS = 24;

    /** DESIGN 8, and EN 54-2, 7.1. */
    private static final Duration ALARM_LIMIT = Duration.ofSeconds(10);

    @RegisterExtension
    static final FireSystem SYSTEM = new FireSystem();

    private static FireHouse house() {
        return SYSTEM.house();
    }

    @Test
    void shouldLoseNoAlarmAndRaiseNoneTwiceWhenItIsKilledInTheMiddle() throws IOException {
        house().registerEachOnItsFloor(1, FLOORS, 30);
        for (int i = 1; i <= FLOORS; i++) {
            house().register(Detector.active(new DetectorId(100 + i), floor(i), 30));
        }
        int half = FLOORS / 2;
        signal(1, half);
        await().atMost(SOON).until(() -> house().alarms().size() >= half);
        Map<FloorId, AlarmId> before = incidents();
        // Killed with some of these read and some not.
        signal(half + 1, FLOORS);
        SYSTEM.service(1).kill();
        long killed = System.nanoTime();
        SYSTEM.service(1).restart();
        // The second detector of each floor, while nobody is there.
        signal(101, 100 + FLOORS);

        await().atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> incidents().size() == FLOORS);
        Duration took = Duration.ofNanos(System.nanoTime() - killed);
        System.out.printf(
                "KilledDetectionIT: the last of %d alarms came %d ms after kill -9 of the only instance%n",
                FLOORS, took.toMillis());
        assertThat(took).isLessThanOrEqualTo(ALARM_LIMIT);
        await().atMost(SOON).until(() -> spreads() == FLOORS);
        assertThat(incidents()).containsAllEntriesOf(before);
        for (int i = 1; i <= FLOORS; i++) {
            assertThat(house().alarms(floor(i)).stream()
                            .map(FloorEvent::alarmId)
                            .distinct())
                    .as("incidents on floor %d", i)
                    .hasSize(1);
        }
        long commandsBefore = house().valveCommands(floor(1)).size();
        await().atMost(SOON).until(() -> house().valveCommands(floor(1)).size() > commandsBefore);
        assertThat(house().valveCommands()).allMatch(ValveCommand.Open.class::isInstance);

        onceToldOfEachAlarm();

        SYSTEM.service(1).awaitReady();
        assertThat(SYSTEM.service(1).http().onFloor(floor(1), "reset").status()).isEqualTo(202);
        await().atMost(SOON)
                .until(() -> house().events(floor(1)).stream().anyMatch(FloorEvent.AlarmReset.class::isInstance));
        house().signal(1, "1");
        await().atMost(SOON).until(() -> house().alarms(floor(1)).size() == 2);
        assertThat(house().alarms(floor(1)).getLast().count())
                .as("the alarm counter goes on")
                .isEqualTo(2);
    }

    /** Some are told twice, which is what their id is for. */
    private static void onceToldOfEachAlarm() {
        await().atMost(SOON).until(() -> toldOf().size() == FLOORS);
        assertThat(toldOf().keySet())
                .isEqualTo(incidents().values().stream().map(AlarmId::text).collect(Collectors.toSet()));
        assertThat(toldOf().values()).as("notification ids of each alarm").allSatisfy(ids -> assertThat(ids)
                .hasSize(1));
    }

    /** That it has begun, and not that it spreads. */
    private static Map<String, Set<Notification.Id>> toldOf() {
        return house().notifications().stream()
                .filter(notification -> notification.what().startsWith("Fire alarm"))
                .collect(Collectors.groupingBy(
                        Notification::incident, Collectors.mapping(Notification::notificationId, Collectors.toSet())));
    }

    private static void signal(int first, int last) {
        for (int detector = first; detector <= last; detector++) {
            house().signal(detector, "1");
        }
    }

    private static Map<FloorId, AlarmId> incidents() {
        var incidents = new HashMap<FloorId, AlarmId>();
        house().alarms().forEach(alarm -> incidents.put(alarm.floor(), alarm.alarmId()));
        return incidents;
    }

    private static long spreads() {
        return house().events().stream()
                .filter(FloorEvent.AlarmSpread.class::isInstance)
                .map(FloorEvent::floor)
                .distinct()
                .count();
    }
}
