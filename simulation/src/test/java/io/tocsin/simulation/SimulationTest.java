package io.tocsin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.simulation.history.Story;
import io.tocsin.simulation.history.Violation;
import io.tocsin.simulation.world.Seams;
import io.tocsin.simulation.world.Told;
import io.tocsin.simulation.world.World;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine keeps its guarantees whatever breaks. */
class SimulationTest {
    private static final Duration FRESH_FOR = Duration.ofSeconds(10);
    private static final int FRESH_AT_LEAST = 500;
    private static final int FIXED = 2_000;
    private static final int TAIL = 60;

    @Test
    void shouldKeepEveryGuaranteeInHistoriesNobodyHasSeen() throws InterruptedException {
        long first = ThreadLocalRandom.current().nextLong(1_000_000_000_000L);
        long end = System.nanoTime() + FRESH_FOR.toNanos();
        for (long seed = first; System.nanoTime() < end || seed < first + FRESH_AT_LEAST; seed++) {
            assertClean(seed);
        }
    }

    @Test
    void shouldKeepEveryGuaranteeInTheHistoriesThatEverybodySees() throws InterruptedException {
        for (long seed = 1; seed <= FIXED; seed++) {
            assertClean(seed);
        }
    }

    /** Each of them once showed a defect: of the engine, or of its checker. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                303322923980L,
                254143904880L,
                520375301210L,
                122072935812L,
                700000034314L,
                700000045827L,
                700000047214L,
                700000087625L,
                700000089640L,
                20261146292L,
                20261383762L,
                20261500697L
            })
    void shouldKeepEveryGuaranteeWhereItOnceDidNot(long seed) throws InterruptedException {
        assertClean(seed);
    }

    @Test
    void shouldTellTheSameHistoryForTheSameSeed() throws InterruptedException {
        for (long seed = 1; seed <= 50; seed++) {
            String once = Story.of(World.tell(seed, Seams.none()).events());
            String again = Story.of(World.tell(seed, Seams.none()).events());

            assertThat(again).as("the history of seed %d", seed).isEqualTo(once);
        }
    }

    private static void assertClean(long seed) throws InterruptedException {
        Told told = World.tell(seed, Seams.none());
        List<Violation> violations = told.violations();

        assertThat(violations)
                .as(
                        "seed %d; again: ./tocsin simulate --histories 1 --story --seed %d; what led to it:%n%s",
                        seed,
                        seed,
                        violations.isEmpty()
                                ? ""
                                : Story.upTo(
                                        told.events(), violations.getFirst().position(), TAIL))
                .isEmpty();
    }
}
