package io.tocsin.contact.file;

import io.tocsin.contact.file.Entry.Fields;
import io.tocsin.contact.file.Entry.Items;
import io.tocsin.contact.file.Entry.Text;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * Reads CSV with a header, a contact in each row. Columns may stand in any order, and further ones are ignored. Where a cell
 * holds several values they are parted by {@code ;}. The rows become the same entries that YAML has.
 */
final class CsvEntries {
    private static final List<String> TEXTS = List.of("contact", "failedPayments", "level");
    private static final List<String> LISTS = List.of("emails", "phones", "severities", "places");
    private static final String ZONE = "zone";
    private static final String ROTA = "rota";
    private static final String QUIET = "quiet";
    private static final List<String> COLUMNS = Stream.of(TEXTS, LISTS, List.of(ZONE, ROTA, QUIET))
            .flatMap(List::stream)
            .toList();
    private static final Pattern BETWEEN = Pattern.compile("\\s*;\\s*");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern HOURS = Pattern.compile("(?<from>[^\\s-]+)-(?<to>[^\\s-]+)");
    private static final Pattern SHIFT = Pattern.compile("(?<days>\\S.*?)\\s+" + HOURS);
    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setTrim(true)
            .setIgnoreEmptyLines(true)
            .setAllowMissingColumnNames(true)
            .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
            .get();

    private final List<Mistake> mistakes;

    private CsvEntries(List<Mistake> mistakes) {
        this.mistakes = mistakes;
    }

    /**
     * Reads all rows, and notes what is wrong with their form.
     *
     * @throws UnreadableException when it is no such table at all
     */
    static Items read(String text, List<Mistake> mistakes) {
        return new CsvEntries(mistakes).rows(text);
    }

    private Items rows(String text) {
        var rows = new ArrayList<Entry>();
        long line = 1;
        try (CSVParser table = CSVParser.parse(new StringReader(text), FORMAT)) {
            List<String> header = table.getHeaderNames();
            requireColumns(header);
            for (CSVRecord row : table) {
                line = table.getCurrentLineNumber();
                if (row.size() == header.size()) {
                    rows.add(contact(line, row));
                } else {
                    mistakes.add(new Mistake(
                            line, null, "has " + row.size() + " columns, but the header has " + header.size()));
                }
            }
            return new Items(1, rows);
        } catch (IOException | UncheckedIOException e) {
            throw new UnreadableException(
                    new Mistake(line, null, "after this line the CSV is not well-formed: " + reason(e)));
        } catch (IllegalArgumentException e) {
            // A header that names a column twice.
            throw new UnreadableException(new Mistake(1, null, "the header is malformed: " + e.getMessage()));
        }
    }

    private static String reason(Exception e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    private static void requireColumns(List<String> header) {
        List<String> missing =
                COLUMNS.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new UnreadableException(
                    new Mistake(1, null, "the header has no column '" + String.join("', '", missing) + "'"));
        }
    }

    private Fields contact(long line, CSVRecord row) {
        var fields = new HashMap<String, Entry>();
        TEXTS.forEach(column -> fields.put(column, new Text(line, row.get(column))));
        LISTS.forEach(column -> fields.put(column, list(line, BETWEEN, row.get(column))));
        var zone = new Text(line, row.get(ZONE));
        if (!row.get(ROTA).isEmpty()) {
            fields.put(ROTA, new Fields(line, Map.of("zone", zone, "shifts", shifts(line, row.get(ROTA)))));
        }
        if (!row.get(QUIET).isEmpty()) {
            fields.put(QUIET, quiet(line, row.get(QUIET), zone));
        }
        return new Fields(line, fields);
    }

    private Items shifts(long line, String cell) {
        var shifts = new ArrayList<Entry>();
        for (String text : BETWEEN.split(cell, -1)) {
            Matcher shift = SHIFT.matcher(text);
            if (!shift.matches()) {
                mistakes.add(new Mistake(line, ROTA, "must be like monday-friday 18:00-06:00; sunday 00:00-12:00"));
                continue;
            }
            shifts.add(new Fields(
                    line,
                    Map.of(
                            "days", list(line, SPACES, shift.group("days")),
                            "from", new Text(line, shift.group("from")),
                            "to", new Text(line, shift.group("to")))));
        }
        return new Items(line, shifts);
    }

    private Entry quiet(long line, String cell, Text zone) {
        Matcher hours = HOURS.matcher(cell);
        if (!hours.matches()) {
            mistakes.add(new Mistake(line, QUIET, "must be like 22:00-07:00"));
            return new Text(line, "");
        }
        return new Fields(
                line,
                Map.of(
                        "zone", zone,
                        "from", new Text(line, hours.group("from")),
                        "to", new Text(line, hours.group("to"))));
    }

    private static Items list(long line, Pattern between, String cell) {
        var items = new ArrayList<Entry>();
        if (!cell.isEmpty()) {
            for (String text : between.split(cell, -1)) {
                items.add(new Text(line, text));
            }
        }
        return new Items(line, items);
    }
}
