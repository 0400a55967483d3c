package io.tocsin.cli.entries;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.payment.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class EntryPlanTest {
    private static final LocalDate DAY = LocalDate.of(2025, 1, 6);

    @Property(tries = 200)
    void shouldHaveOneEntryForEveryVehicleOfEveryRow(@ForAll("tables") List<List<TollRow>> days, @ForAll long seed) {
        EntryPlan plan = EntryPlan.of(days, seed, Integer.MAX_VALUE);

        assertThat(plan.size())
                .isEqualTo(rows(days).stream().mapToInt(TollRow::entries).sum());
        for (TollRow row : rows(days)) {
            assertThat(IntStream.range(0, plan.size())
                            .filter(entry -> plan.row(entry).equals(row))
                            .count())
                    .isEqualTo(rows(days).stream()
                            .filter(row::equals)
                            .mapToInt(TollRow::entries)
                            .sum());
        }
    }

    @Property(tries = 200)
    void shouldAddUpToEntriesTimesRate(@ForAll("tables") List<List<TollRow>> days, @ForAll long seed) {
        EntryPlan plan = EntryPlan.of(days, seed, Integer.MAX_VALUE);

        assertThat(plan.totalMinorUnits())
                .isEqualTo(rows(days).stream()
                        .mapToLong(row -> row.rate().times(row.entries()).minorUnits())
                        .sum())
                .isEqualTo(sumOfEntries(plan));
    }

    @Property(tries = 200)
    void shouldBeginTheSameWhenLimited(
            @ForAll("tables") List<List<TollRow>> days,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int limit) {
        EntryPlan whole = EntryPlan.of(days, seed, Integer.MAX_VALUE);
        EntryPlan limited = EntryPlan.of(days, seed, limit);

        assertThat(limited.size()).isEqualTo(Math.min(limit, whole.size()));
        assertThat(limited.totalMinorUnits()).isEqualTo(sumOfEntries(limited));
        for (int entry = 0; entry < limited.size(); entry++) {
            assertThat(limited.row(entry)).isSameAs(whole.row(entry));
        }
    }

    @Property(tries = 100)
    void shouldBeTheSameForTheSameSeed(@ForAll("tables") List<List<TollRow>> days, @ForAll long seed) {
        EntryPlan one = EntryPlan.of(days, seed, Integer.MAX_VALUE);
        EntryPlan other = EntryPlan.of(days, seed, Integer.MAX_VALUE);

        for (int entry = 0; entry < one.size(); entry++) {
            assertThat(one.row(entry)).isSameAs(other.row(entry));
            assertThat(one.passage(entry)).isEqualTo(other.passage(entry));
        }
    }

    @Property(tries = 50)
    void shouldMixTheRowsOfADayAndKeepTheDaysInOrder(@ForAll long seed) {
        TollRow cars = row(DAY, 500, 900);
        TollRow buses = row(DAY, 500, 1476);
        TollRow nextDay = row(DAY.plusDays(1), 10, 900);
        EntryPlan plan = EntryPlan.of(List.of(List.of(cars, buses), List.of(nextDay)), seed, Integer.MAX_VALUE);

        long busesAmongTheFirst = IntStream.range(0, 500)
                .filter(entry -> plan.row(entry).equals(buses))
                .count();

        assertThat(busesAmongTheFirst).isBetween(150L, 350L);
        assertThat(IntStream.range(1000, 1010))
                .allMatch(entry -> plan.row(entry).equals(nextDay));
    }

    @Property(tries = 200)
    void shouldUseCardsThatTheSimulatedBankAccepts(@ForAll long seed) {
        EntryPlan plan = EntryPlan.of(List.of(List.of(row(DAY, 20, 225))), seed, Integer.MAX_VALUE);

        for (int entry = 0; entry < plan.size(); entry++) {
            assertThat(plan.passage(entry).card().token()).startsWith("tok_entry_");
        }
    }

    @Provide
    Arbitrary<List<List<TollRow>>> tables() {
        Arbitrary<TollRow> rows = Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.longs().between(1, 10_000))
                .as((entries, rate) -> row(DAY, entries, rate));
        return rows.list().ofMinSize(1).ofMaxSize(6).list().ofMinSize(1).ofMaxSize(3);
    }

    private static TollRow row(LocalDate day, int entries, long rate) {
        return new TollRow(day, "Peak", "Buses", entries, Money.of(rate, "USD"));
    }

    private static List<TollRow> rows(List<List<TollRow>> days) {
        return days.stream().flatMap(List::stream).toList();
    }

    private static long sumOfEntries(EntryPlan plan) {
        return IntStream.range(0, plan.size())
                .mapToLong(entry -> plan.amount(entry).minorUnits())
                .sum();
    }
}
