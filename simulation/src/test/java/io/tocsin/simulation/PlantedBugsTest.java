package io.tocsin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.simulation.world.Told;
import io.tocsin.simulation.world.World;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each of the engine's nine rules, broken on purpose, is found broken: otherwise a clean run would mean nothing. */
class PlantedBugsTest {
    private static final int HISTORIES_AT_MOST = 2_000;
    private static final long FIRST_SEED = 1;
    private static final StringBuilder TABLE = new StringBuilder();

    @BeforeAll
    static void beginTable() {
        TABLE.append(String.format("%n| rule | planted bug | found by | after histories |%n|---|---|---|---|%n"));
    }

    @AfterAll
    static void printTable() {
        System.out.println(TABLE);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeFound(PlantedBug bug) throws InterruptedException {
        int histories = 0;
        boolean found = false;
        while (!found && histories < HISTORIES_AT_MOST) {
            Told told = World.tell(FIRST_SEED + histories, bug.seams());
            found = bug.isOneWith(told.promises())
                    && told.violations().stream().anyMatch(violation -> violation.guarantee() == bug.noticed());
            histories++;
        }

        assertThat(found)
                .as("%s is noticed by %s within %d histories", bug, bug.noticed(), HISTORIES_AT_MOST)
                .isTrue();
        TABLE.append(String.format(
                "| %d | %s | %s | %d |%n",
                bug.rule(), bug.name().toLowerCase(Locale.ROOT).replace('_', ' '), bug.noticed(), histories));
    }
}
