package io.tocsin.fire.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorFaultKind;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.SignalRelay.Census;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three missed intervals to the millisecond, batteries, gaps in reading, the silence of many, and restarts. */
class SupervisionTest {
    private static final long START = Instant.parse("2025-01-06T08:30:00Z").toEpochMilli();
    private static final DetectorId ID = new DetectorId(17);

    private Supervision supervision = new Supervision(SupervisionPolicy.USUAL);
    private final Map<DetectorId, Remembered> store = new HashMap<>();
    private final List<DetectorFault> told = new ArrayList<>();
    private long read = START;

    private static Detector detector(int number, int interval) {
        return Detector.active(new DetectorId(number), FloorId.of("north-3"), interval);
    }

    private void watch(Detector detector) {
        supervision.watch(detector, store.getOrDefault(detector.detector(), Remembered.NOTHING));
    }

    private void heard(int detector, long millis) {
        heard(detector, millis, null);
    }

    private void heard(int detector, long millis, @Nullable Integer battery) {
        Finding finding = supervision.heard(new DetectorId(detector), START + millis, battery);
        if (finding != null) {
            take(finding);
        }
    }

    private List<DetectorFault> readTo(long millis) {
        return readTo(millis, List.of());
    }

    private List<DetectorFault> readTo(long millis, List<Census> elsewhere) {
        int before = told.size();
        read = START + millis;
        supervision.readUpTo(Instant.ofEpochMilli(read), elsewhere).forEach(this::take);
        return List.copyOf(told.subList(before, told.size()));
    }

    /** In steps of half a second, as the probes come; longer steps are a gap. */
    private List<DetectorFault> readSteadilyTo(long millis) {
        int before = told.size();
        while (read < START + millis) {
            readTo(Math.min(millis, read - START + 500));
        }
        return List.copyOf(told.subList(before, told.size()));
    }

    private void take(Finding finding) {
        store.put(finding.detector(), finding.remembered());
        told.addAll(finding.faults());
    }

    private void restart(Detector... detectors) {
        supervision = new Supervision(SupervisionPolicy.USUAL);
        for (Detector detector : detectors) {
            watch(detector);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10})
    void shouldFindADetectorSilentAfterThreeIntervalsAndNotAMillisecondBefore(int interval) {
        watch(detector(17, interval));
        readTo(0);
        heard(17, 200);
        long deadline = 200 + 3000L * interval;

        assertThat(readSteadilyTo(deadline))
                .as("the last millisecond may still bring a signal")
                .isEmpty();
        assertThat(readTo(deadline + 1)).singleElement().isInstanceOfSatisfying(DetectorFault.Raised.class, fault -> {
            assertThat(fault.kind()).isEqualTo(DetectorFaultKind.SILENT);
            assertThat(fault.lastHeard()).isEqualTo(Instant.ofEpochMilli(START + 200));
            assertThat(fault.number()).isOne();
        });
        assertThat(readSteadilyTo(deadline + 60_000)).as("told once").isEmpty();
    }

    @Test
    void shouldTakeASignalInTheMillisecondOfTheDeadlineWhicheverIsHandledFirst() {
        watch(detector(17, 1));
        readTo(0);
        heard(17, 0);
        heard(17, 3_000);
        assertThat(readSteadilyTo(3_001)).isEmpty();

        // The check has come first: the signal ends the fault, and does not leave it for ever.
        assertThat(readSteadilyTo(6_001)).hasSize(1);
        heard(17, 6_001);
        assertThat(told.getLast()).isInstanceOf(DetectorFault.Cleared.class);
        assertThat(readSteadilyTo(9_001)).isEmpty();
        assertThat(readTo(9_002)).hasSize(1);
    }

    @Test
    void shouldFindADetectorThatNeverSpoke() {
        watch(detector(17, 1));
        readTo(0);

        assertThat(readSteadilyTo(3_000)).isEmpty();
        assertThat(readTo(3_001)).singleElement().satisfies(fault -> assertThat(fault.kind())
                .isEqualTo(DetectorFaultKind.NEVER_HEARD));
        heard(17, 3_500);
        assertThat(told.getLast().kind()).isEqualTo(DetectorFaultKind.NEVER_HEARD);
        assertThat(told.getLast()).isInstanceOf(DetectorFault.Cleared.class);
    }

    @Test
    void shouldCountFromTheRegistrationForADetectorThatIsRegisteredLater() {
        readTo(0);
        readSteadilyTo(60_000);
        watch(detector(17, 1));

        assertThat(readSteadilyTo(63_000)).isEmpty();
        assertThat(readTo(63_001)).hasSize(1);
    }

    @Test
    void shouldNotTellAgainAfterARestartWhatItHasToldBefore() {
        watch(detector(17, 1));
        watch(detector(18, 1));
        readTo(0);
        heard(17, 0);
        heard(18, 0);
        for (int second = 1; second <= 5; second++) {
            heard(18, 1000L * second);
            readTo(1000L * second);
        }
        assertThat(told).hasSize(1);

        restart(detector(17, 1), detector(18, 1));
        for (int second = 600; second <= 610; second++) {
            heard(18, 1000L * second);
            readTo(1000L * second);
        }
        assertThat(told)
                .as("neither the old fault again nor one for each detector")
                .hasSize(1);

        heard(17, 610_500);
        assertThat(told.getLast()).isInstanceOf(DetectorFault.Cleared.class);
        assertThat(told.getLast().number()).isEqualTo(2);
    }

    @Test
    void shouldFindADetectorThatFellSilentDuringARestart() {
        watch(detector(17, 1));
        readTo(0);
        heard(17, 0);

        restart(detector(17, 1));
        readTo(100_000);

        assertThat(readSteadilyTo(103_000)).isEmpty();
        assertThat(readTo(103_001)).singleElement().satisfies(fault -> assertThat(fault.kind())
                .as("it did speak, before")
                .isEqualTo(DetectorFaultKind.SILENT));
    }

    @Test
    void shouldNotBlameDetectorsForAGapInReading() {
        watch(detector(17, 1));
        readTo(0);
        heard(17, 0);

        assertThat(readTo(60_000)).isEmpty();
        assertThat(readSteadilyTo(63_000)).isEmpty();
        assertThat(readTo(63_001)).hasSize(1);
    }

    @Test
    void shouldLeaveToADetectorAfterAGapWhatItHadLeftBefore() {
        watch(detector(17, 10));
        readTo(0);
        heard(17, 0);
        readSteadilyTo(29_000);
        readTo(40_000);

        assertThat(readSteadilyTo(41_000)).isEmpty();
        assertThat(readTo(41_001)).as("11 s do not count").hasSize(1);
    }

    @Test
    void shouldFindADeadDetectorWithinAHundredSecondsThoughReadingStandsStillAgainAndAgain() {
        watch(detector(17, 10));
        watch(detector(18, 10));
        readTo(0);
        heard(17, 0);
        for (long millis = 500; millis <= 100_000; millis += millis % 10_000 == 0 ? 6_000 : 500) {
            heard(18, millis);
            readTo(millis);
        }

        assertThat(told).singleElement().satisfies(fault -> assertThat(fault.detector())
                .isEqualTo(ID));
    }

    @Test
    void shouldCountASignalThatCameInDuringTheGap() {
        watch(detector(17, 1));
        readTo(0);
        heard(17, 0);
        heard(17, 50_000);
        readTo(60_000);

        assertThat(readSteadilyTo(63_000)).isEmpty();
        assertThat(readTo(63_001)).hasSize(1);
    }

    @Test
    void shouldComeOutTheSameWhenSignalsAreReadHoursLate() {
        watch(detector(17, 1));
        readTo(0);
        for (int second = 0; second < 100; second++) {
            heard(17, 1000L * second);
            assertThat(readTo(1000L * second)).isEmpty();
        }
    }

    @Test
    void shouldGoOnWhenKafkasClockIsSetBack() {
        watch(detector(17, 1));
        readTo(3_600_000);
        heard(17, 3_600_000);
        readTo(0);

        assertThat(readSteadilyTo(3_000)).isEmpty();
        assertThat(readTo(3_001)).as("and not an hour later").hasSize(1);
    }

    @Test
    void shouldIgnoreProgressThatIsReadAgain() {
        watch(detector(17, 1));
        readTo(0);
        heard(17, 0);
        readSteadilyTo(2_500);
        readTo(1_000);

        assertThat(readTo(3_001)).hasSize(1);
    }

    @Test
    void shouldTellOfALowBatteryOnceAndOfAFullOneOnce() {
        watch(detector(17, 1));
        heard(17, 0, 20);
        assertThat(told).isEmpty();
        for (int battery : new int[] {19, 21, 18, 29, 19}) {
            heard(17, 1_000, battery);
        }
        assertThat(told).singleElement().satisfies(fault -> assertThat(fault.kind())
                .isEqualTo(DetectorFaultKind.LOW_BATTERY));
        heard(17, 2_000);
        assertThat(told).as("not to mention it is not to say that it is full").hasSize(1);

        heard(17, 3_000, 30);

        assertThat(told.getLast()).isInstanceOf(DetectorFault.Cleared.class);
        assertThat(told).hasSize(2);
    }

    @Test
    void shouldTellOfTheSilenceOfAFewOneByOne() {
        for (int i = 1; i <= 9; i++) {
            watch(detector(i, 1));
        }
        readTo(0);

        assertThat(readSteadilyTo(3_001)).hasSize(9);
        assertThat(supervision.silentIntervals()).isEmpty();
    }

    @Test
    void shouldNotTellOfManyDetectorsThatFallSilentAtOnce() {
        for (int i = 1; i <= 1_000; i++) {
            watch(detector(i, 1));
        }
        readTo(0);
        for (int i = 1; i <= 1_000; i++) {
            heard(i, i % 1_000);
        }

        assertThat(readSteadilyTo(40_000)).isEmpty();
        assertThat(supervision.silentIntervals()).containsExactly(1);

        // They come back one after the other; one of them does not.
        for (int i = 2; i <= 1_000; i++) {
            heard(i, 40_000 + i % 1_000);
            readTo(40_000 + i % 1_000 + 1);
        }
        for (int second = 42; second <= 45; second++) {
            for (int i = 2; i <= 1_000; i++) {
                heard(i, 1000L * second);
            }
            readTo(1000L * second);
        }
        assertThat(supervision.silentIntervals()).isEmpty();
        assertThat(told).singleElement().satisfies(fault -> assertThat(fault.detector())
                .isEqualTo(new DetectorId(1)));
    }

    @Test
    void shouldNameDetectorsThatSpeakSeldomWithinAHundredSecondsToo() {
        for (int i = 1; i <= 20; i++) {
            watch(detector(i, 30));
        }
        readTo(0);
        for (int i = 1; i <= 20; i++) {
            heard(i, 0);
        }

        assertThat(readSteadilyTo(100_000)).isEmpty();
        assertThat(readTo(100_001)).as("EN 54-2, 8.1").hasSize(20);
    }

    @Test
    void shouldCallADetectorSilentByItselfWhenTheOthersAreBackAndItIsNot() {
        for (int i = 1; i <= 20; i++) {
            watch(detector(i, 10));
        }
        readTo(0);
        for (int i = 1; i <= 20; i++) {
            heard(i, 0);
        }
        readSteadilyTo(100_000);
        told.clear();
        for (int second = 100; second <= 130; second++) {
            for (int i = 1; i < 20; i++) {
                heard(i, second * 1_000L);
            }
            readTo(second * 1_000L + 1);
        }
        readTo(130_002);

        assertThat(told.stream().filter(fault -> fault.detector().equals(new DetectorId(20))))
                .extracting(fault -> fault.getClass().getSimpleName() + " " + fault.kind())
                .containsExactly("Cleared SILENT_AMONG_MANY", "Raised SILENT");
        assertThat(supervision.faulty()).isOne();
        told.clear();
        assertThat(readSteadilyTo(200_000).stream()
                        .filter(fault -> fault.detector().equals(new DetectorId(20))))
                .as("told once")
                .isEmpty();
    }

    @Test
    void shouldTellNothingOfManySilentDetectorsWhenItIsRestarted() {
        Detector[] detectors = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> detector(number, 10))
                .toArray(Detector[]::new);
        for (Detector detector : detectors) {
            watch(detector);
        }
        readTo(0);
        for (int i = 1; i <= 20; i++) {
            heard(i, 0);
        }
        readSteadilyTo(100_000);
        assertThat(told).hasSize(20);

        restart(detectors);

        assertThat(readSteadilyTo(200_000)).isEmpty();
    }

    @Test
    void shouldNameDetectorsThatStaySilentForAMinuteLongerAndStillCallItAMassSilence() {
        for (int i = 1; i <= 20; i++) {
            watch(detector(i, 10));
        }
        readTo(0);
        for (int i = 1; i <= 20; i++) {
            heard(i, 0);
        }

        assertThat(readSteadilyTo(90_000)).isEmpty();
        assertThat(readTo(90_001))
                .as("within the 100 s of EN 54-2, 8.1")
                .hasSize(20)
                .allMatch(fault -> fault.kind() == DetectorFaultKind.SILENT_AMONG_MANY);
        assertThat(readSteadilyTo(300_000)).as("told once").isEmpty();
        assertThat(supervision.silentIntervals()).containsExactly(10);

        for (int i = 1; i <= 20; i++) {
            heard(i, 300_000);
        }
        readTo(300_001);
        assertThat(supervision.silentIntervals()).isEmpty();
        assertThat(told).hasSize(40);
    }

    @Test
    void shouldExcuseNoDetectorForLongerBecauseTheSilenceOfTheOthersComesAndGoes() {
        for (int i = 1; i <= 20; i++) {
            watch(detector(i, 10));
        }
        readTo(0);
        for (int i = 1; i <= 20; i++) {
            heard(i, 0);
        }
        for (long millis = 500; millis <= 90_500; millis += 500) {
            if (millis % 29_000 == 0) {
                for (int i = 2; i <= 20; i++) {
                    heard(i, millis);
                }
            }
            readTo(millis);
        }

        assertThat(told).singleElement().satisfies(fault -> assertThat(fault.detector())
                .isEqualTo(new DetectorId(1)));
    }

    @Test
    void shouldFindDetectorsThatWereNeverInstalledAndNotCallThatAMassSilence() {
        for (int i = 1; i <= 40; i++) {
            watch(detector(i, 1));
        }
        readTo(0);
        for (int second = 0; second <= 3; second++) {
            for (int i = 1; i <= 12; i++) {
                heard(i, 1000L * second);
            }
            readTo(1000L * second);
        }
        assertThat(readTo(3_001)).hasSize(28).allSatisfy(fault -> assertThat(fault.kind())
                .isEqualTo(DetectorFaultKind.NEVER_HEARD));
        assertThat(supervision.silentIntervals()).isEmpty();

        // And one of those that are there dies.
        for (int second = 4; second <= 7; second++) {
            for (int i = 2; i <= 12; i++) {
                heard(i, 1000L * second);
            }
            readTo(1000L * second);
        }
        assertThat(told).hasSize(29);
        assertThat(told.getLast().detector()).isEqualTo(new DetectorId(1));
    }

    @Test
    void shouldTellOfOneSilentDetectorAmongMany() {
        for (int i = 1; i <= 100; i++) {
            watch(detector(i, 1));
        }
        readTo(0);
        for (int second = 0; second <= 4; second++) {
            for (int i = 2; i <= 100; i++) {
                heard(i, 1000L * second);
            }
            readTo(1000L * second);
        }

        assertThat(told).singleElement().satisfies(fault -> assertThat(fault.detector())
                .isEqualTo(new DetectorId(1)));
    }

    @Test
    void shouldLookAtTheOtherPartitionsToo() {
        watch(detector(1, 1));
        watch(detector(2, 10));
        readTo(0);
        heard(1, 0);
        heard(2, 0);
        List<Census> allSilent = List.of(new Census(1, 500, 400));

        for (long millis = 500; millis <= 4_000; millis += 500) {
            assertThat(readTo(millis, allSilent)).isEmpty();
        }
        assertThat(supervision.silentIntervals()).containsExactly(1);
        assertThat(supervision.census()).contains(new Census(1, 1, 1), new Census(10, 1, 0));
    }

    @Test
    void shouldEndTheFaultsOfADetectorThatIsRegisteredNoMore() {
        watch(detector(17, 1));
        readTo(0);
        readSteadilyTo(3_001);

        Optional<Finding> finding = supervision.forget(ID, Instant.ofEpochMilli(START + 4_000));

        assertThat(finding).get().satisfies(it -> {
            assertThat(it.faults()).singleElement().isInstanceOf(DetectorFault.Cleared.class);
            assertThat(it.remembered())
                    .as("what is said of it is counted on")
                    .isEqualTo(new Remembered(false, null, false, 2));
        });
        assertThat(readSteadilyTo(60_000)).isEmpty();
        assertThat(supervision.forget(ID, Instant.EPOCH)).isEmpty();
        assertThat(supervision.heard(ID, START, null)).isNull();
    }

    @Test
    void shouldTakeANewIntervalOver() {
        watch(detector(17, 1));
        readTo(0);
        heard(17, 0);
        watch(detector(17, 10));

        assertThat(readSteadilyTo(30_000)).isEmpty();
        assertThat(readTo(30_001)).hasSize(1);
    }
}
