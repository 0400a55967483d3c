package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.fire.ValvePosition;
import io.tocsin.model.topic.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** An instance that stood still until another had its floors, and then goes on as if nothing had been. */
@Isolated("asserts that nobody stood still before")
class PausedDetectionIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int FLOORS = 32;

    @RegisterExtension
    static final FireSystem SYSTEM = new FireSystem().instances(2);

    private static FireHouse house() {
        return SYSTEM.house();
    }

    @Test
    void shouldNeitherTellAValveNorRememberWhatItKnewBeforeItStoodStill() throws IOException {
        house().registerEachOnItsFloor(1, FLOORS, 30);
        FireService paused = SYSTEM.service(1);
        FireService other = SYSTEM.service(2);
        await().atMost(SOON).until(() -> isComplete(paused) && isComplete(other));
        for (int i = 1; i <= FLOORS; i++) {
            house().signal(i, "1");
        }
        await().atMost(SOON).until(() -> toldTwice() == FLOORS);
        await().atMost(SOON)
                .until(() -> !ownFloors(paused).isEmpty() && !ownFloors(other).isEmpty());
        List<FloorId> taken = ownFloors(paused);

        paused.pause();
        await().atMost(SOON).until(() -> ownFloors(other).size() == FLOORS);
        for (FloorId floor : taken) {
            assertThat(other.http().onFloor(floor, "reset").status()).isEqualTo(202);
            assertThat(other.http().onFloor(floor, "close-valve").status()).isEqualTo(202);
        }
        await().atMost(SOON).until(() -> taken.stream().allMatch(PausedDetectionIT::isToldToClose));
        taken.forEach(floor -> house().valveReports(floor, "closed"));
        await().atMost(SOON).until(() -> taken.stream().allMatch(PausedDetectionIT::isReportedClosed));
        int commands = house().count(Topics.VALVE_COMMANDS);
        assertThat(paused.log()).doesNotContain("stood still");

        paused.resume();
        // Those floors whose valves have not reported are told on, by whoever has them.
        await().atMost(SOON)
                .until(() -> paused.log().contains("stood still")
                        && !ownFloors(paused).isEmpty()
                        && house().count(Topics.VALVE_COMMANDS) > commands + FLOORS);
        paused.awaitReady();

        for (FloorId floor : taken) {
            assertThat(house().valveCommands(floor).getLast())
                    .as("told last, on floor %s", floor)
                    .isInstanceOf(ValveCommand.Close.class);
        }
        // What the paused one wrote would be read by whoever takes over from the other.
        other.kill();
        await().atMost(SOON).until(() -> ownFloors(paused).size() == FLOORS);
        for (FloorId floor : taken) {
            JsonNode view = paused.http().look("/floors/" + floor).json();
            assertThat(view.path("state").asText()).isEqualTo("quiet");
            assertThat(view.path("valve").path("told").asText()).isEqualTo("nothing");
        }
        assertThat(taken).allMatch(PausedDetectionIT::isReportedClosed);
    }

    private static long toldTwice() {
        return IntStream.rangeClosed(1, FLOORS)
                .filter(i -> house().valveCommands(floor(i)).size() > 1)
                .count();
    }

    private static boolean isToldToClose(FloorId floor) {
        return house().valveCommands(floor).getLast() instanceof ValveCommand.Close;
    }

    private static boolean isReportedClosed(FloorId floor) {
        return house().events(floor).getLast() instanceof FloorEvent.ValveConfirmed confirmed
                && confirmed.position() == ValvePosition.CLOSED;
    }

    private static boolean isComplete(FireService service) throws IOException {
        return service.http().look("/floors").json().path("complete").asBoolean();
    }

    /** The floors that something has happened on and that this instance looks after. */
    private static List<FloorId> ownFloors(FireService service) throws IOException {
        var floors = new ArrayList<FloorId>();
        service.http()
                .look("/floors?scope=this-instance")
                .json()
                .path("floors")
                .forEach(view -> floors.add(FloorId.of(view.path("floor").asText())));
        return floors;
    }
}
