package io.tocsin.cli.entries;

import io.tocsin.cli.table.CsvRow;
import io.tocsin.cli.table.CsvTable;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PendingPayment;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;

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
    private final Path file;
    private final String currency;

    /** @param currency the ISO 4217 code of the rates */
    TollFile(Path file, String currency) {
        this.file = file;
        this.currency = currency;
    }

    /** @throws CommandFailure when it cannot be read, lacks a column, or a row is malformed: with line and column */
    List<TollRow> read() {
        return new CsvTable(file, COLUMNS).read().stream().map(this::row).toList();
    }

    private TollRow row(CsvRow row) {
        row.misfit().ifPresent(misfit -> {
            throw CommandFailure.failed(file + ":" + row.line() + ": " + misfit);
        });
        return new TollRow(day(row), row.cell(PERIOD), row.cell(CLASS), entries(row), rate(row));
    }

    private LocalDate day(CsvRow row) {
        try {
            return LocalDate.parse(row.cell(DAY), DATE);
        } catch (DateTimeParseException e) {
            throw malformed(row, DAY, "is not a date like 01/06/2025", e);
        }
    }

    private int entries(CsvRow row) {
        try {
            int entries = Integer.parseInt(row.cell(ENTRIES));
            if (entries >= 0) {
                return entries;
            }
            throw new NumberFormatException("negative");
        } catch (NumberFormatException e) {
            throw malformed(row, ENTRIES, "is not a count of vehicles like 1067", e);
        }
    }

    private Money rate(CsvRow row) {
        try {
            Money rate = Money.parse(row.cell(RATE), currency);
            if (rate.minorUnits() > 0 && rate.minorUnits() <= PendingPayment.LARGEST_AMOUNT) {
                return rate;
            }
            throw new InvalidFieldException(RATE, "must be more than nothing and no fortune");
        } catch (InvalidFieldException e) {
            throw malformed(row, RATE, "cannot be charged: it " + e.problem(), e);
        }
    }

    private CommandFailure malformed(CsvRow row, String column, String problem, Exception cause) {
        return CommandFailure.failed(file + ":" + row.line() + ": column '" + column + "' " + problem, cause);
    }
}
