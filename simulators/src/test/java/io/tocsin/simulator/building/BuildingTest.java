package io.tocsin.simulator.building;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.fire.FloorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BuildingTest {
    private static final Instant BEGIN = Instant.parse("2026-01-06T08:00:00Z");
    private static final DetectorId WIRED = new DetectorId(1);
    private static final DetectorId ON_BATTERY = new DetectorId(3);
    private static final DetectorId PASSIVE = new DetectorId(9);
    private static final DetectorId CALL_POINT = new DetectorId(10);
    private static final DetectorId ON_NEXT_FLOOR = new DetectorId(11);

    private final List<Said> said = new ArrayList<>();
    private final Building building = building(1);
    private Instant now = BEGIN;

    private record Said(DetectorId detector, DetectorSignal signal) {}

    /** Two floors with ten detectors each: seven or eight active, one or two passive, one manual call point. */
    private static Building building(long seed) {
        return new Building(new BuildingPlan(2, 10, 2, List.of(1, 5, 10), seed, "http://here"), BEGIN);
    }

    private void pass(int seconds) {
        now = now.plusSeconds(seconds);
        building.advance(now, (detector, signal) -> said.add(new Said(detector, signal)));
    }

    private List<DetectorSignal> saidBy(DetectorId detector) {
        return said.stream()
                .filter(one -> one.detector().equals(detector))
                .map(Said::signal)
                .toList();
    }

    private List<Integer> valuesOf(DetectorId detector) {
        return saidBy(detector).stream().map(DetectorSignal::signal).toList();
    }

    @Test
    void shouldLetEachActiveDetectorSpeakAtItsInterval() {
        for (int second = 0; second < 100; second++) {
            pass(1);
        }

        Map<DetectorId, Long> counts =
                said.stream().collect(Collectors.groupingBy(Said::detector, Collectors.counting()));
        assertThat(counts.keySet().stream().map(DetectorId::number))
                .as("the passive ones, 8, 9, 18 and 19, are asked instead")
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L, 7L, 10L, 11L, 12L, 13L, 14L, 15L, 16L, 17L, 20L);
        assertThat(counts).containsEntry(WIRED, 100L).containsEntry(ON_BATTERY, 10L);
        assertThat(said).noneMatch(one -> one.signal().saysFire());
        assertThat(saidBy(WIRED)).containsOnly(DetectorSignal.QUIET);
        assertThat(saidBy(ON_BATTERY)).allMatch(signal -> Integer.valueOf(100).equals(signal.battery()));
    }

    @Property
    void shouldSayTheSameForTheSameSeedHoweverOftenItIsLookedAt(
            @ForAll long seed, @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 900) Integer> looks) {
        var failures = new RandomFailures(600, List.copyOf(EnumSet.allOf(Failure.class)), Duration.ofSeconds(3));
        Instant end =
                BEGIN.plusMillis(looks.stream().mapToInt(Integer::intValue).sum());

        assertThat(run(seed, failures, looks)).isEqualTo(run(seed, failures, everyHundredMillis(end)));
    }

    private static List<Integer> everyHundredMillis(Instant end) {
        var steps = new ArrayList<Integer>();
        long left = Duration.between(BEGIN, end).toMillis();
        for (; left > 100; left -= 100) {
            steps.add(100);
        }
        steps.add((int) left);
        return steps;
    }

    private static List<Said> run(long seed, RandomFailures failures, List<Integer> looks) {
        Building building = building(seed);
        var said = new ArrayList<Said>();
        building.failAtRandom(failures, BEGIN);
        building.startFire(new DetectorId(4), Duration.ofSeconds(2), BEGIN);
        Instant now = BEGIN;
        for (int look : looks) {
            now = now.plusMillis(look);
            building.advance(now, (detector, signal) -> said.add(new Said(detector, signal)));
            building.floors(now);
        }
        return said;
    }

    @Property
    void shouldNotMakeUpForWhatWasMissedInAPause(@ForAll @IntRange(min = 1, max = 100_000) int seconds) {
        Building paused = building(1);
        var counts = new ArrayList<DetectorId>();
        paused.advance(BEGIN.plusSeconds(seconds), (detector, signal) -> counts.add(detector));

        assertThat(counts).doesNotHaveDuplicates();
        counts.clear();
        paused.advance(BEGIN.plusSeconds(seconds + 10L), (detector, signal) -> counts.add(detector));
        assertThat(counts).as("and goes on").contains(WIRED, ON_BATTERY);
    }

    @Test
    void shouldSenseAFireThatSpreadsOnItsFloorUntilItIsPutOut() {
        building.startFire(WIRED, Duration.ofSeconds(1), now);

        pass(1);
        assertThat(valuesOf(WIRED)).containsExactly(1);
        assertThat(building.ask(PASSIVE, now).orElseThrow().saysFire()).isFalse();

        for (int second = 0; second < 30; second++) {
            pass(1);
        }
        assertThat(building.ask(PASSIVE, now).orElseThrow().saysFire()).isTrue();
        assertThat(valuesOf(ON_BATTERY).getLast()).isEqualTo(1);
        assertThat(valuesOf(CALL_POINT)).as("nobody presses it").containsOnly(0);
        assertThat(valuesOf(ON_NEXT_FLOOR)).containsOnly(0);
        assertThat(building.floors(now))
                .containsExactly(
                        new FloorView(new FloorId("floor-1"), 10, 9, 0),
                        new FloorView(new FloorId("floor-2"), 10, 0, 0));

        assertThat(building.putOut(new FloorId("floor-1"))).isTrue();
        assertThat(building.putOut(new FloorId("floor-2"))).isFalse();
        said.clear();
        for (int second = 0; second < 10; second++) {
            pass(1);
        }
        assertThat(said).noneMatch(one -> one.signal().saysFire());
    }

    @Test
    void shouldPressAManualCallPointWhereAFireIsStartedAtIt() {
        building.startFire(CALL_POINT, Duration.ofHours(1), now);

        pass(1);

        assertThat(valuesOf(CALL_POINT)).containsExactly(1);
        assertThat(said).filteredOn(one -> one.signal().saysFire()).hasSize(1);
    }

    @Test
    void shouldFailInEachWayUntilItIsMended() {
        pass(1);
        building.fail(WIRED, Failure.DEAD);
        assertThat(afterMore(8)).isEmpty();

        building.fail(WIRED, Failure.STUCK);
        assertThat(afterMore(3)).extracting(DetectorSignal::signal).containsExactly(1, 1, 1);

        building.fail(WIRED, Failure.FLAPPING);
        assertThat(afterMore(4)).extracting(DetectorSignal::signal).containsExactly(1, 0, 1, 0);

        building.fail(WIRED, Failure.SLOW);
        assertThat(afterMore(9)).as("one, then one every four seconds").hasSize(3);
        building.mend(WIRED);
        afterMore(4);

        building.fail(WIRED, Failure.CLOCK_WRONG);
        assertThat(afterMore(1)).allSatisfy(signal -> assertThat(signal.at()).isBefore(now.minus(Duration.ofDays(1))));

        building.fail(WIRED, Failure.BATTERY_FALLING);
        assertThat(afterMore(3)).extracting(DetectorSignal::battery).containsExactly(99, 98, 97);
        assertThat(afterMore(200)).as("until it is empty").hasSize(96);

        building.mend(WIRED);
        assertThat(afterMore(2)).containsExactly(DetectorSignal.QUIET, DetectorSignal.QUIET);
    }

    private List<DetectorSignal> afterMore(int seconds) {
        said.clear();
        for (int second = 0; second < seconds; second++) {
            pass(1);
        }
        return saidBy(WIRED);
    }

    @Test
    void shouldFailByChanceForAWhileOnly() {
        building.failAtRandom(new RandomFailures(60, List.of(Failure.DEAD), Duration.ofSeconds(5)), now);
        int most = 0;
        for (int second = 0; second < 60; second++) {
            pass(1);
            most = Math.max(most, building.failing(now).size());
        }
        assertThat(most).as("one a second, each for five").isBetween(3, 12);
        assertThat(building.failing(now)).allMatch(one -> one.failure() == Failure.DEAD && one.until() != null);

        building.failAtRandom(RandomFailures.NONE, now);
        pass(6);
        assertThat(building.failing(now)).isEmpty();
    }

    @Test
    void shouldKeepWhatWasBrokenByHandWhenChanceEnds() {
        building.failAtRandom(new RandomFailures(60_000, List.of(Failure.DEAD), Duration.ofSeconds(2)), now);
        pass(1);
        building.fail(WIRED, Failure.STUCK);
        building.failAtRandom(RandomFailures.NONE, now);
        pass(10);

        assertThat(building.failing(now)).singleElement().satisfies(one -> {
            assertThat(one.detector()).isEqualTo(WIRED);
            assertThat(one.failure()).isEqualTo(Failure.STUCK);
        });
        building.mendAll(now);
        assertThat(building.failing(now)).isEmpty();
    }

    @Test
    void shouldSayWhichDetectorsThereAre() {
        assertThatThrownBy(() -> building.fail(new DetectorId(21), Failure.DEAD))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("is not in the building, whose detectors are 1 to 20");
    }

    @Test
    void shouldAnswerLateWhenItIsSlowAndNotAtAllWhenItIsDead() {
        building.fail(PASSIVE, Failure.SLOW);
        assertThat(building.answerTime(PASSIVE)).isGreaterThan(Duration.ofSeconds(3));

        building.fail(PASSIVE, Failure.DEAD);
        assertThat(building.ask(PASSIVE, now)).isEmpty();
    }
}
