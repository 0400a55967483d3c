package io.tocsin.system;

import static io.tocsin.system.FireHouse.floor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.system.FireHouse.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A recording of a smoke detector goes through the whole service, replayed as {@code ./tocsin signals} does. */
class ReplayedRecordingIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final String HEADER = ",Temperature[C],Humidity[%],eCO2[ppm],Fire Alarm";

    /** Real readings, where they are kept beside the project. */
    private static final Path REAL = Path.of("../../shared/data/smoke-detector-readings.csv");

    private static final int QUIET_ROWS_OF_THE_REAL_ONE = 3_178;
    private static final int QUIET_ROWS = 40;
    /** More than the test takes. */
    private static final int FIRE_ROWS = 2_000;

    @RegisterExtension
    static final FireSystem SYSTEM = new FireSystem();

    private final Path directory;

    ReplayedRecordingIT(@TempDir Path directory) {
        this.directory = directory;
    }

    private static FireHouse house() {
        return SYSTEM.house();
    }

    private Path recording() throws IOException {
        var rows = new ArrayList<>(List.of(HEADER));
        for (int row = 0; row < QUIET_ROWS + FIRE_ROWS; row++) {
            rows.add(row + ",20.015,56.67,400," + (row < QUIET_ROWS ? 0 : 1));
        }
        return Files.write(directory.resolve("readings.csv"), rows);
    }

    private JavaProcess replay(Path recording, int detector, String speed) {
        return new JavaProcess(
                "replay",
                directory,
                Jvm.SOON_READY,
                "256m",
                List.of(
                        "-jar",
                        JavaProcess.jar("cli/target/cli.jar"),
                        "signals",
                        "--file",
                        recording.toString(),
                        "--column",
                        "Fire Alarm",
                        "--detector",
                        Integer.toString(detector),
                        "--every",
                        "1s",
                        "--speed",
                        speed,
                        "--bootstrap",
                        house().broker().bootstrapServers()),
                Map.of());
    }

    private static FloorEvent.AlarmRaised onlyAlarm(int detector) {
        await().atMost(SOON).until(() -> !house().alarms(floor(detector)).isEmpty());
        assertThat(house().alarms(floor(detector))).hasSize(1);
        return house().alarms(floor(detector)).getFirst();
    }

    private static void alarmedAtTheRow(FloorEvent.AlarmRaised alarm, int detector, int quietRows) {
        List<Said> said = house().saidBy(detector);
        assertThat(said.subList(0, quietRows)).noneMatch(it -> it.signal().saysFire());
        assertThat(said.get(quietRows).signal().saysFire()).isTrue();
        assertThat(alarm.heardAt()).isEqualTo(said.get(quietRows).at());
    }

    private static void onlyItsValveIsOpened(int detector) {
        await().atMost(SOON).until(() -> !house().valveCommands(floor(detector)).isEmpty());
        assertThat(house().valveCommands(floor(detector))).allMatch(ValveCommand.Open.class::isInstance);
        for (int other : List.of(detector - 1, detector + 1)) {
            assertThat(house().events(floor(other))).isEmpty();
            assertThat(house().valveCommands(floor(other))).isEmpty();
        }
    }

    @Test
    void shouldAlarmOnceAtTheRowOfTheTransitionAndAgainAfterAResetWhileItSaysOne() throws IOException {
        house().registerEachOnItsFloor(16, 18, 30);
        JavaProcess replay = replay(recording(), 17, "20");
        try {
            FloorEvent.AlarmRaised first = onlyAlarm(17);
            alarmedAtTheRow(first, 17, QUIET_ROWS);
            onlyItsValveIsOpened(17);
            house().valveReports(floor(17), "open");
            int said = house().saidBy(17).size();
            await().atMost(SOON).until(() -> house().saidBy(17).size() > said + 20);
            assertThat(house().alarms(floor(17))).as("latched").hasSize(1);

            assertThat(SYSTEM.service(1).http().onFloor(floor(17), "reset").status())
                    .isEqualTo(202);

            await().atMost(SOON).until(() -> house().alarms(floor(17)).size() == 2);
            FloorEvent.AlarmRaised second = house().alarms(floor(17)).getLast();
            assertThat(second.count()).isEqualTo(2);
            assertThat(second.alarmId()).isNotEqualTo(first.alarmId());
            assertThat(house().saidBy(17)).extracting(Said::at).contains(second.heardAt());
            onlyItsValveIsOpened(17);
        } catch (Throwable failed) {
            System.out.println(replay.lastWords());
            throw failed;
        } finally {
            replay.kill();
        }
    }

    @Test
    void shouldAlarmOnceAtTheRowOfTheTransitionOfTheRealRecording() {
        assumeThat(REAL).as("the real recording is not there").exists();
        house().registerEachOnItsFloor(26, 28, 30);
        JavaProcess replay = replay(REAL, 27, "max");
        try {
            FloorEvent.AlarmRaised alarm = onlyAlarm(27);
            await().atMost(SOON).until(() -> !replay.isAlive());
            assertThat(house().saidBy(27)).hasSize(24_994);
            alarmedAtTheRow(alarm, 27, QUIET_ROWS_OF_THE_REAL_ONE);
            onlyItsValveIsOpened(27);
            assertThat(house().alarms(floor(27))).hasSize(1);
        } finally {
            replay.kill();
        }
    }
}
