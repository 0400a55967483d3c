package io.tocsin.cli.signals;

import io.tocsin.cli.table.CsvRow;
import io.tocsin.cli.table.CsvTable;
import io.tocsin.cli.terminal.CommandFailure;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/** What a detector said, reading by reading: one bit each, so that a year at one a second takes four megabytes. */
final class Recording {
    /** More than three years at one a second. */
    static final int MOST_READINGS = 100_000_000;

    private final BitSet ones = new BitSet();
    private int size;
    private long firstOneLine;

    private Recording() {}

    /**
     * Reads a column of 0 and 1 of a CSV file.
     *
     * @throws CommandFailure when it cannot be read, has no such column or no rows, or a reading is neither: with line and
     *     column
     */
    static Recording read(Path file, String column) {
        var recording = new Recording();
        new CsvTable(file, List.of(column)).forEachRow(row -> recording.add(row, file, column));
        if (recording.size == 0) {
            throw CommandFailure.failed(file + " has no rows");
        }
        return recording;
    }

    /** How many readings there are. */
    int size() {
        return size;
    }

    /** How many of them are 1. */
    int ones() {
        return ones.cardinality();
    }

    /** @param reading from 0 */
    boolean isOne(int reading) {
        return ones.get(reading);
    }

    /** The first reading that is 1, from 0; -1 when there is none. */
    int firstOne() {
        return ones.nextSetBit(0);
    }

    /** The line of the file that the first 1 stands on, from 1; 0 when there is none. */
    long firstOneLine() {
        return firstOneLine;
    }

    private void add(CsvRow row, Path file, String column) {
        row.misfit().ifPresent(misfit -> {
            throw CommandFailure.failed(file + ":" + row.line() + ": " + misfit);
        });
        if (size == MOST_READINGS) {
            throw CommandFailure.failed(file + ":" + row.line() + ": there are more than " + MOST_READINGS
                    + " readings: cut the file into parts");
        }
        switch (row.cell(column)) {
            case "0" -> {}
            case "1" -> {
                if (firstOneLine == 0) {
                    firstOneLine = row.line();
                }
                ones.set(size);
            }
            default ->
                throw CommandFailure.failed(
                        file + ":" + row.line() + ": column '" + column + "' is not a reading of 0 or 1");
        }
        size++;
    }
}
