package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.bench.Stopwatch.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final List<String> order = new ArrayList<>();

    /** Whose readings are its 1st, 2nd, 3rd run. */
    private final class Runner implements Comparison.Entry {
        private final String name;
        private int runs;

        Runner(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Reading measure() {
            order.add(name);
            return new Reading(++runs, 0);
        }
    }

    @Test
    void shouldRunEverybodyInTurns() throws Exception {
        new Comparison(List.of(new Runner("a"), new Runner("b")), "rounds", 1).run();

        assertThat(order).containsExactly("a", "b", "a", "b");
    }

    @Test
    void shouldDropTheFirstRunOfEach() throws Exception {
        var readings = new Comparison(List.of(new Runner("a"), new Runner("b")), "rounds", 2).run();

        assertThat(readings.keySet()).containsExactly("a", "b");
        assertThat(readings.values())
                .allSatisfy(
                        all -> assertThat(all).extracting(Reading::perSecond).containsExactly(2.0, 3.0));
    }
}
