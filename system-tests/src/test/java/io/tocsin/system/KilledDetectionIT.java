package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.AlarmId;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.ValveCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The one instance is killed in the middle of alarms. */
class KilledDetectionIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final int FLOORS = 24;

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
        long commandsBefore = house().valveCommands(floor(1)).size();
        // The second detector of each floor, while nobody is there.
        signal(101, 100 + FLOORS);
        SYSTEM.service(1).restart();

        await().atMost(SOON).until(() -> incidents().size() == FLOORS && spreads() == FLOORS);
        assertThat(incidents()).containsAllEntriesOf(before);
        for (int i = 1; i <= FLOORS; i++) {
            assertThat(house().alarms(floor(i)).stream()
                            .map(FloorEvent::alarmId)
                            .distinct())
                    .as("incidents on floor %d", i)
                    .hasSize(1);
        }
        await().atMost(SOON).until(() -> house().valveCommands(floor(1)).size() > commandsBefore);
        assertThat(house().valveCommands()).allMatch(ValveCommand.Open.class::isInstance);

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
