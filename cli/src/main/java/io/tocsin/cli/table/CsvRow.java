package io.tocsin.cli.table;

import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** One row of a table, and where it stands. */
public final class CsvRow {
    private final long line;
    private final CSVRecord cells;

    CsvRow(long line, CSVRecord cells) {
        this.line = line;
        this.cells = cells;
    }

    /** The line of the file that it ends on, from 1. */
    public long line() {
        return line;
    }

    /** What stands in a column, without the spaces around it. */
    public String cell(String column) {
        return cells.get(column);
    }

    /** What is wrong when it has not as many cells as the header: then no cell can be trusted. */
    public Optional<String> misfit() {
        int header = cells.getParser().getHeaderNames().size();
        return cells.size() == header
                ? Optional.empty()
                : Optional.of("has " + cells.size() + " columns, but the header has " + header);
    }
}
