package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorFaultKind;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.ValveCommand;
import io.tocsin.model.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a real broker shows: partitions, Kafka's clock, registries that are read first, and taking over. */
class FireDetectionIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int PARTITIONS = Topics.DETECTOR_SIGNALS.partitions();

    private final FireBroker broker = new FireBroker();
    private final Path state;

    FireDetectionIT(@TempDir Path state) {
        this.state = state;
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private FireStreams instance(String name) {
        return new FireStreams(broker.bootstrapServers(), state.resolve(name)).start();
    }

    private static FloorId floor(int number) {
        return FloorId.of("f" + number);
    }

    /** Detector {@code i} on floor {@code i}. */
    private void registerEachOnItsFloor(int count) {
        for (int i = 1; i <= count; i++) {
            broker.register(Detector.active(new DetectorId(i), floor(i), 1));
        }
    }

    private Set<FloorId> floorsWithOpenCommand() {
        var floors = new HashSet<FloorId>();
        for (ValveCommand command : broker.valveCommands()) {
            assertThat(command).isInstanceOf(ValveCommand.Open.class);
            floors.add(command.floor());
        }
        return floors;
    }

    @Test
    void shouldOpenTheRightValveWhicheverPartitionTheSenderHasChosen() {
        registerEachOnItsFloor(PARTITIONS + 1);
        try (FireStreams fire = instance("one").awaitRunning()) {
            for (int i = 1; i <= PARTITIONS; i++) {
                broker.signal(i, "1", i - 1);
            }

            await().atMost(SOON).until(() -> floorsWithOpenCommand().size() == PARTITIONS);
            assertThat(floorsWithOpenCommand()).doesNotContain(floor(PARTITIONS + 1));
            assertThat(broker.alarms()).hasSize(PARTITIONS);
            assertThat(fire.parts.refusals().recent()).isEmpty();
        }
    }

    @Test
    void shouldDateSignalsByKafkasClockAndNotByTheSenders() {
        registerEachOnItsFloor(1);
        try (FireStreams fire = instance("one").awaitRunning()) {
            Instant before = Instant.now().minusMillis(1);
            broker.send(new ProducerRecord<>(
                    Topics.DETECTOR_SIGNALS.name(),
                    null,
                    Instant.parse("2001-01-01T00:00:00Z").toEpochMilli(),
                    new DetectorId(1).toKey(),
                    "1".getBytes(UTF_8)));

            await().atMost(SOON).until(() -> broker.alarms().size() == 1);
            assertThat(fire.isRunning()).isTrue();
            assertThat(broker.alarms().getFirst().heardAt()).isBetween(before, Instant.now());
        }
    }

    @Test
    void shouldKnowTheRegistryBeforeItReadsTheFirstSignal() {
        registerEachOnItsFloor(1_000);
        broker.signal(1_000, "1");
        try (FireStreams fire = instance("one")) {
            await().atMost(SOON).until(() -> broker.alarms().size() == 1);
            assertThat(fire.parts.refusals().recent()).isEmpty();
        }
    }

    @Test
    void shouldFindTheOneThatIsSilentAmongDetectorsOnWhateverPartition() {
        registerEachOnItsFloor(12);
        IntPredicate speaks = detector -> detector != 5;
        try (FireStreams fire = instance("one").awaitRunning();
                ScheduledExecutorService detectors = Executors.newSingleThreadScheduledExecutor()) {
            // Half of them on a partition that is not their own.
            ScheduledFuture<?> speaking = detectors.scheduleAtFixedRate(
                    () -> IntStream.rangeClosed(1, 12)
                            .filter(speaks)
                            .forEach(i -> broker.signal(i, "0", i % 2 == 0 ? Integer.valueOf(i % PARTITIONS) : null)),
                    0,
                    300,
                    TimeUnit.MILLISECONDS);
            await().atMost(SOON).until(() -> !broker.detectorFaults().isEmpty());
            broker.signal(5, "0", 0);
            await().atMost(SOON).until(() -> broker.detectorFaults().size() > 1);
            speaking.cancel(false);

            List<DetectorFault> faults = broker.detectorFaults();
            assertThat(faults).hasSize(2).allMatch(fault -> fault.detector().equals(new DetectorId(5)));
            assertThat(faults.getFirst().kind()).isEqualTo(DetectorFaultKind.NEVER_HEARD);
            assertThat(faults.getLast()).isInstanceOf(DetectorFault.Cleared.class);
            assertThat(broker.systemFaults()).isEmpty();
            assertThat(fire.parts.meters().supervised().values().stream()
                            .mapToInt(FireMeters.Supervised::detectors)
                            .sum())
                    .isEqualTo(12);
        }
    }

    @Test
    void shouldKeepAlarmsLatchedWhenAnotherInstanceTakesOver() {
        int floors = 16;
        registerEachOnItsFloor(floors);
        try (FireStreams two = instance("two")) {
            try (FireStreams one = instance("one")) {
                one.awaitRunning();
                two.awaitRunning();
                for (int i = 1; i <= floors; i++) {
                    broker.signal(i, "1");
                }
                await().atMost(SOON).until(() -> broker.alarms().size() == floors);
                for (int i = 2; i <= floors; i++) {
                    broker.valveReports(floor(i), "open");
                }
            }
            long commandsBefore = commandsFor(floor(1));
            for (int i = 1; i <= floors; i++) {
                broker.signal(i, "1");
            }

            await().atMost(SOON).until(() -> commandsFor(floor(1)) > commandsBefore + 2);
            broker.valveReports(floor(1), "open");
            await().atMost(SOON).until(() -> confirmed() == floors);
            assertThat(broker.alarms().stream().map(FloorEvent::alarmId).distinct())
                    .as("one alarm a floor")
                    .hasSize(floors);
            assertThat(broker.alarms()).allMatch(alarm -> alarm.count() == 1);
        }
    }

    @Test
    void shouldGoOnTellingTheValveWithNewThreadsWhenTheClockWasSetBack() {
        registerEachOnItsFloor(2);
        var time = new SettableTime();
        try (FireStreams fire = new FireStreams(broker.bootstrapServers(), state.resolve("one"), time)
                .start()
                .awaitRunning()) {
            broker.signal(1, "1");
            await().atMost(SOON).until(() -> commandsFor(floor(1)) > 1);

            time.setBack(Duration.ofHours(1));
            fire.renewThreads();

            long before = commandsFor(floor(1));
            await().atMost(SOON).until(() -> commandsFor(floor(1)) > before + 2);
            broker.signal(2, "1");
            await().atMost(SOON).until(() -> broker.alarms().size() == 2);
            fire.awaitRunning();
            assertThat(broker.alarms()).allMatch(alarm -> alarm.count() == 1);
        }
    }

    private long commandsFor(FloorId floor) {
        return broker.valveCommands().stream()
                .filter(command -> command.floor().equals(floor))
                .count();
    }

    private long confirmed() {
        return broker.events().stream()
                .filter(FloorEvent.ValveConfirmed.class::isInstance)
                .map(FloorEvent::floor)
                .distinct()
                .count();
    }
}
