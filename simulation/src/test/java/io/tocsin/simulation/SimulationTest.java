package io.tocsin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.simulation.history.Story;
import io.tocsin.simulation.history.Violation;
import io.tocsin.simulation.world.Seams;
import io.tocsin.simulation.world.Told;
import io.tocsin.simulation.world.World;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine keeps its guarantees whatever breaks. */
class SimulationTest {
    private static final int HISTORIES = 5_000;
    private static final int TAIL = 60;

    /** New seeds every time are for {@code ./tocsin simulate}: what fails here must fail for everybody. */
    @Test
    void shouldKeepEveryGuaranteeInThousandsOfHistories() throws InterruptedException {
        for (long seed = 1; seed <= HISTORIES; seed++) {
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
                20261500697L,
                345636747345L,
                51000020433L,
                52000029692L
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
