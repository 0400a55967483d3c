package io.tocsin.cli.table;

import io.tocsin.cli.terminal.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file in UTF-8 with a header. Its columns may stand in any order, and further ones, also without a name, are ignored. */
public final class CsvTable {
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setAllowMissingColumnNames(true)
            .get();

    private final Path file;
    private final List<String> columns;

    /** @param columns that it must have */
    public CsvTable(Path file, List<String> columns) {
        this.file = file;
        this.columns = List.copyOf(columns);
    }

    /**
     * Reads all rows.
     *
     * @throws CommandFailure when the file cannot be read as CSV, or lacks a column
     */
    public List<CsvRow> read() {
        var rows = new ArrayList<CsvRow>();
        forEachRow(rows::add);
        return rows;
    }

    /**
     * Reads one row after the other, and holds none.
     *
     * @throws CommandFailure when the file cannot be read as CSV, or lacks a column
     */
    public void forEachRow(Consumer<CsvRow> reader) {
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser table = CSVParser.parse(text, FORMAT)) {
            requireColumns(table.getHeaderMap());
            for (CSVRecord row : table) {
                reader.accept(new CsvRow(table.getCurrentLineNumber(), row));
            }
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        } catch (IllegalArgumentException e) {
            // A header that names a column twice.
            throw CommandFailure.failed(file + ": the header is malformed (" + e.getMessage() + ")", e);
        }
    }

    private CommandFailure unreadable(Exception e) {
        String reason = Files.exists(file) ? e.getMessage() : "there is no such file";
        return CommandFailure.failed("cannot read " + file + " as CSV: " + reason, e);
    }

    private void requireColumns(Map<String, Integer> header) {
        List<String> missing =
                columns.stream().filter(column -> !header.containsKey(column)).toList();
        if (!missing.isEmpty()) {
            throw CommandFailure.failed(file + ": the header has no column '" + String.join("', '", missing) + "'");
        }
    }
}
