package io.tocsin.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The supervisor over real processes: small shell scripts in place of the parts. */
class SupervisorIT {
    private static final Ports PORTS = new Ports(1, 2, 3, 4, 5, 6, 7, 8);
    private static final Duration TICK = Duration.ofMillis(50);

    private final DataDirectory data;
    private final Launcher launcher;
    private final RunStateFile stateFile;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    SupervisorIT(@TempDir Path directory) {
        this.data = new DataDirectory(directory.resolve("data"));
        this.launcher = new Launcher(data.logs());
        this.stateFile = new RunStateFile(data);
    }

    @BeforeEach
    void open() {
        data.open();
    }

    @AfterEach
    void stopWhatIsLeft() {
        stateFile.read().ifPresent(state -> new Leftovers(state, Duration.ofSeconds(2)).stop());
    }

    @Test
    void shouldStartInOrderAndStopInTheOppositeOne() throws InterruptedException {
        Supervisor supervisor = supervisor(waiting("first"), waiting("second", "first"));

        supervisor.start();
        assertThat(stateFile.read()).get().satisfies(state -> assertThat(state.ready())
                .isTrue());
        supervisor.stop();

        assertThat(said.stream().map(line -> line.replaceAll("^\\[.*] ", "")))
                .containsExactly(
                        "first: starting on nowhere",
                        "first: ready",
                        "second: starting on nowhere",
                        "second: ready",
                        "second: stopping",
                        "first: stopping",
                        "all stopped");
        assertThat(stateFile.read()).isEmpty();
    }

    @Test
    void shouldStartAPartAgainWhenItDies() throws InterruptedException {
        Supervisor supervisor = supervisor(waiting("part"));
        supervisor.start();
        ProcessHandle first = processOf("part").orElseThrow();

        Thread watching = Thread.ofPlatform().start(() -> watch(supervisor));
        first.destroyForcibly();

        await().atMost(Duration.ofSeconds(20)).until(() -> processOf("part")
                .filter(again -> again.pid() != first.pid())
                .isPresent());
        assertThat(stateFile.read().orElseThrow().parts().getFirst().restarts()).isEqualTo(1);
        supervisor.requestStop();
        watching.join();
        supervisor.stop();
    }

    @Test
    void shouldFailWithTheEndOfTheLogWhenAPartDiesWhileItStarts() throws InterruptedException {
        Supervisor supervisor = supervisor(part("part", "echo the disk is full; exit 7", neverReady(), List.of()));

        assertThatThrownBy(supervisor::start)
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("part ended with exit code 7 while it started")
                .hasMessageContaining("the disk is full");
        supervisor.stop();
    }

    @Test
    void shouldRecogniseAndStopWhatAKilledSupervisorLeft() throws InterruptedException {
        supervisor(waiting("first"), waiting("second", "first")).start();
        List<ProcessHandle> left =
                List.of(processOf("first").orElseThrow(), processOf("second").orElseThrow());

        // A killed supervisor leaves the file and the processes as they are.
        List<String> stopped = new Leftovers(stateFile.read().orElseThrow(), Duration.ofSeconds(5)).stop();

        assertThat(stopped)
                .containsExactly(
                        "second (pid " + left.get(1).pid() + ")",
                        "first (pid " + left.get(0).pid() + ")");
        assertThat(left).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void shouldNotTakeAnotherProcessForItsOwnWhenThePidIsUsedAgain() {
        ProcessHandle self = ProcessHandle.current();
        ProcessIdentity same =
                ProcessIdentity.of(self, "java", Clock.systemUTC().instant());

        assertThat(same.find()).contains(self);
        assertThat(new ProcessIdentity(self.pid(), same.startedAt().minusSeconds(60), "java").find())
                .isEmpty();
        assertThat(new ProcessIdentity(self.pid(), same.startedAt(), "tocsin.part=kafka").find())
                .isEmpty();
    }

    @Test
    void shouldKillAPartThatDoesNotStopByItself() throws InterruptedException {
        Supervisor supervisor = supervisor(part(
                "deaf",
                "trap '' TERM; echo up; while :; do sleep 0.2; done",
                readyWhenItSays("deaf", "up"),
                List.of()));
        supervisor.start();
        ProcessHandle process = processOf("deaf").orElseThrow();

        supervisor.stop();

        assertThat(process.isAlive()).isFalse();
    }

    private static void watch(Supervisor supervisor) {
        try {
            supervisor.watch(TICK, () -> {});
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Supervisor supervisor(Part... parts) {
        Clock clock = Clock.systemUTC();
        return new Supervisor(
                List.of(parts).stream()
                        .map(part -> new SupervisedPart(
                                part,
                                launcher,
                                new Backoff(Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMinutes(1)),
                                clock))
                        .toList(),
                PORTS,
                ProcessIdentity.of(ProcessHandle.current(), "java", clock.instant()),
                stateFile,
                launcher,
                clock,
                said::add);
    }

    private Part waiting(String name, String... needs) {
        return part(name, "echo up; while :; do sleep 0.2; done", readyWhenItSays(name, "up"), List.of(needs));
    }

    private static Part part(String name, String script, Probe probe, List<String> needs) {
        return new Part(
                name,
                List.of("/bin/sh", "-c", script, Part.markOf(name)),
                Map.of(),
                "nowhere",
                Map.of(),
                needs,
                probe,
                Duration.ofSeconds(1));
    }

    private Probe readyWhenItSays(String name, String word) {
        return () -> {
            try {
                return Files.readString(data.logs().resolve(name + ".log")).contains(word)
                        ? new Readiness.Ready()
                        : new Readiness.NotReady("says nothing");
            } catch (IOException e) {
                return new Readiness.NotReady("has no log");
            }
        };
    }

    private static Probe neverReady() {
        return () -> new Readiness.NotReady("never");
    }

    private Optional<ProcessHandle> processOf(String name) {
        return stateFile.read().stream()
                .flatMap(state -> state.parts().stream())
                .filter(part -> part.name().equals(name))
                .flatMap(part -> Optional.ofNullable(part.process()).flatMap(ProcessIdentity::find).stream())
                .findFirst();
    }
}
