package io.tocsin.cli.entries;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PendingPayment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of toll entries as the MTA publishes it: CSV with a header; its columns may stand in any order, and further ones
 * are ignored. Either the whole table is good or none of it is used.
 */
final class TollFile {
    private static final String DAY = "Toll Date";
    private static final String PERIOD = "Time Period";
    private static final String CLASS = "Vehicle Class";
    private static final String ENTRIES = "CRZ Entries";
    private static final String RATE = "Estimated Rate";
    private static final List<String> COLUMNS = List.of(DAY, PERIOD, CLASS, ENTRIES, RATE);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("MM/dd/uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .get();

    private final Path file;
    private final String currency;

    /** @param currency the ISO 4217 code of the rates */
    TollFile(Path file, String currency) {
        this.file = file;
        this.currency = currency;
    }

    /** @throws CommandFailure when it cannot be read, lacks a column, or a row is malformed: with line and column */
    List<TollRow> read() {
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser table = CSVParser.parse(text, FORMAT)) {
            requireColumns(table.getHeaderMap());
            var rows = new ArrayList<TollRow>();
            for (CSVRecord row : table) {
                rows.add(row(row, table.getCurrentLineNumber()));
            }
            return rows;
        } catch (IOException | UncheckedIOException e) {
            throw unreadable(e);
        } catch (IllegalArgumentException e) {
            // A header that names a column twice, or not at all.
            throw CommandFailure.failed(file + ": the header is malformed (" + e.getMessage() + ")", e);
        }
    }

    private CommandFailure unreadable(Exception e) {
        String reason = Files.exists(file) ? e.getMessage() : "there is no such file";
        return CommandFailure.failed("cannot read " + file + " as CSV: " + reason, e);
    }

    private void requireColumns(Map<String, Integer> header) {
        List<String> missing =
                COLUMNS.stream().filter(column -> !header.containsKey(column)).toList();
        if (!missing.isEmpty()) {
            throw CommandFailure.failed(file + ": the header has no column '" + String.join("', '", missing) + "'");
        }
    }

    private TollRow row(CSVRecord row, long line) {
        if (!row.isConsistent()) {
            throw CommandFailure.failed(file + ":" + line + ": has " + row.size() + " columns, but the header has "
                    + row.getParser().getHeaderNames().size());
        }
        return new TollRow(day(row, line), row.get(PERIOD), row.get(CLASS), entries(row, line), rate(row, line));
    }

    private LocalDate day(CSVRecord row, long line) {
        try {
            return LocalDate.parse(row.get(DAY), DATE);
        } catch (DateTimeParseException e) {
            throw malformed(line, DAY, "is not a date like 01/06/2025", e);
        }
    }

    private int entries(CSVRecord row, long line) {
        try {
            int entries = Integer.parseInt(row.get(ENTRIES));
            if (entries >= 0) {
                return entries;
            }
            throw new NumberFormatException("negative");
        } catch (NumberFormatException e) {
            throw malformed(line, ENTRIES, "is not a count of vehicles like 1067", e);
        }
    }

    private Money rate(CSVRecord row, long line) {
        try {
            Money rate = Money.parse(row.get(RATE), currency);
            if (rate.minorUnits() > 0 && rate.minorUnits() <= PendingPayment.LARGEST_AMOUNT) {
                return rate;
            }
            throw new InvalidFieldException(RATE, "must be more than nothing and no fortune");
        } catch (InvalidFieldException e) {
            throw malformed(line, RATE, "cannot be charged: it " + e.problem(), e);
        }
    }

    private CommandFailure malformed(long line, String column, String problem, Exception cause) {
        return CommandFailure.failed(file + ":" + line + ": column '" + column + "' " + problem, cause);
    }
}
