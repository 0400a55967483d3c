package io.tocsin.cli.detectors;

import io.tocsin.cli.table.CsvRow;
import io.tocsin.model.InvalidFieldException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the cells of one row; what is wrong with each is noted, and not only with the first. */
final class RowReader {
    private static final String SECONDS = "[0-9]{1,6}s";
    private static final String MINUTES = "[0-9]{1,6}m";

    private final Path file;
    private final CsvRow row;
    private final List<Mistake> mistakes;

    RowReader(Path file, CsvRow row, List<Mistake> mistakes) {
        this.file = file;
        this.row = row;
        this.mistakes = mistakes;
    }

    /** What a cell says; null when it says nothing that can be used, which is noted. */
    <T> @Nullable T cell(String column, Function<String, T> reading) {
        try {
            return reading.apply(row.cell(column));
        } catch (InvalidFieldException e) {
            mistake(column, e.problem());
            return null;
        }
    }

    /** What a value that goes through several columns is, or null, noting the column that is named like the field. */
    <T> @Nullable T whole(Supplier<T> making, Function<String, String> columnOfField) {
        try {
            return making.get();
        } catch (InvalidFieldException e) {
            mistake(columnOfField.apply(e.field()), e.problem());
            return null;
        }
    }

    void mistake(String column, String problem) {
        mistakes.add(new Mistake(file, row.line(), column, problem));
    }

    /** Reads {@code 30s} or {@code 5m}, in seconds. */
    static int seconds(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.matches(SECONDS)) {
            return Integer.parseInt(lower.substring(0, lower.length() - 1));
        }
        if (lower.matches(MINUTES)) {
            return Integer.parseInt(lower.substring(0, lower.length() - 1)) * 60;
        }
        throw new InvalidFieldException("seconds", "must be a time in seconds or minutes like 10s or 2m");
    }
}
