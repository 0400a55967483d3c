package io.tocsin.fire.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.DetectorFaultKind;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorId;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Signals in any order, doubled and late, gaps in reading, and restarts at any moment: after each look a detector has a fault if and only if it
 * has missed three intervals, and each fault begins and ends in turn, counted without a gap.
 */
class AnyOrderOfSignalsTest {
    private static final long START = Instant.parse("2025-01-06T08:30:00Z").toEpochMilli();
    private static final int DETECTORS = 4;

    /** One thing that happens. */
    sealed interface Move {
        record Heard(int detector, int millisLate) implements Move {}

        record Read(int millis) implements Move {}

        record Restart() implements Move {}
    }

    @Provide
    Arbitrary<List<Move>> stories() {
        Arbitrary<Move> heard = Combinators.combine(
                        Arbitraries.integers().between(1, DETECTORS), Arbitraries.of(0, 0, 1, 500, 5_000))
                .as(Move.Heard::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(8, heard),
                        Tuple.of(
                                8,
                                Arbitraries.of(0, 1, 499, 500, 999, 1_000, 2_999, 3_000, 3_001, 5_000, 5_001, 60_000)
                                        .map(Move.Read::new)),
                        Tuple.of(1, Arbitraries.just(new Move.Restart())))
                .list()
                .ofMaxSize(80);
    }

    @Property(tries = 3000)
    void shouldHaveAFaultIfAndOnlyIfThreeIntervalsWereMissed(@ForAll("stories") List<Move> story) {
        var run = new Run();
        story.forEach(run::play);
    }

    private static final class Run {
        private Supervision supervision = new Supervision(SupervisionPolicy.USUAL);
        private final Map<DetectorId, Remembered> store = new HashMap<>();
        private final Map<DetectorId, Map<DetectorFaultKind, Boolean>> standing = new HashMap<>();
        private final Map<DetectorId, Long> numbers = new HashMap<>();
        /** When each was last heard, or listened to anew: kept apart from the code that is tested. */
        private final Map<DetectorId, Long> lastSign = new HashMap<>();

        private long now = START;

        Run() {
            registerAll();
            read();
        }

        private static Detector detector(int number) {
            return Detector.active(new DetectorId(number), FloorId.of("f"), number % 2 == 0 ? 5 : 1);
        }

        private void registerAll() {
            for (int i = 1; i <= DETECTORS; i++) {
                var id = new DetectorId(i);
                supervision.watch(detector(i), store.getOrDefault(id, Remembered.NOTHING));
                lastSign.put(id, now);
            }
        }

        void play(Move move) {
            switch (move) {
                case Move.Heard(int detector, int millisLate) -> {
                    var id = new DetectorId(detector);
                    long at = now - millisLate;
                    lastSign.merge(id, at, Math::max);
                    Finding finding = supervision.heard(id, at, null);
                    if (finding != null) {
                        take(finding);
                    }
                    assertThat(isSilent(id)).as("a signal ends the fault").isFalse();
                }
                case Move.Read(int millis) -> {
                    long before = now;
                    now += millis;
                    if (millis > SupervisionPolicy.USUAL.longestGap().toMillis()) {
                        // Nobody listened: what each had left before it has left afterwards.
                        lastSign.replaceAll((id, sign) -> sign + now - Math.max(before, sign));
                    }
                    read();
                }
                case Move.Restart() -> {
                    supervision = new Supervision(SupervisionPolicy.USUAL);
                    registerAll();
                    read();
                }
            }
        }

        private void read() {
            Map<DetectorId, Boolean> before = new HashMap<>();
            lastSign.keySet().forEach(id -> before.put(id, isSilent(id)));
            supervision.readUpTo(Instant.ofEpochMilli(now), List.of()).forEach(this::take);
            for (int i = 1; i <= DETECTORS; i++) {
                var id = new DetectorId(i);
                boolean missed = now
                        > lastSign.getOrDefault(id, 0L) + 3_000L * detector(i).intervalSeconds();
                assertThat(isSilent(id))
                        .as("detector %s at %d", id, now - START)
                        .isEqualTo(missed || before.getOrDefault(id, false));
            }
        }

        private boolean isSilent(DetectorId id) {
            return standing.getOrDefault(id, Map.of()).containsValue(true);
        }

        private void take(Finding finding) {
            store.put(finding.detector(), finding.remembered());
            for (DetectorFault fault : finding.faults()) {
                long expected = numbers.getOrDefault(fault.detector(), 0L) + 1;
                assertThat(fault.number()).as("counted without a gap").isEqualTo(expected);
                numbers.put(fault.detector(), expected);
                Boolean before = standing.computeIfAbsent(
                                fault.detector(), id -> new EnumMap<>(DetectorFaultKind.class))
                        .put(fault.kind(), fault instanceof DetectorFault.Raised);
                assertThat(before != null && before)
                        .as("a fault begins once and ends once")
                        .isEqualTo(fault instanceof DetectorFault.Cleared);
            }
        }
    }
}
