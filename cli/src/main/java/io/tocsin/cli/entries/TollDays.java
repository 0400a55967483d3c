package io.tocsin.cli.entries;

import io.tocsin.cli.terminal.CommandFailure;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The days of a table, in their order, each with its rows. */
final class TollDays {
    private static final int MOST_NAMED = 7;

    private final SortedMap<LocalDate, List<TollRow>> days;

    TollDays(List<TollRow> rows) {
        this.days = rows.stream().collect(Collectors.groupingBy(TollRow::day, TreeMap::new, Collectors.toList()));
    }

    /**
     * The rows of one day, or of each day when none is asked for.
     *
     * @throws CommandFailure when the table has nothing of that day; the message says what it has
     */
    List<List<TollRow>> of(@Nullable LocalDate day) {
        if (days.isEmpty()) {
            throw CommandFailure.failed("the table has no rows");
        }
        if (day == null) {
            return List.copyOf(days.values());
        }
        List<TollRow> rows = days.get(day);
        if (rows == null) {
            throw CommandFailure.failed("the table has nothing of " + day + "; it has " + inWords());
        }
        return List.of(rows);
    }

    private String inWords() {
        if (days.size() <= MOST_NAMED) {
            return days.keySet().stream().map(LocalDate::toString).collect(Collectors.joining(", "));
        }
        return days.size() + " days from " + days.firstKey() + " to " + days.lastKey();
    }
}
