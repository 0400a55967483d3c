package io.tocsin.cli.signals;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.model.fire.DetectorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What was replayed; as JSON the form that {@code docs/cli.md} describes.
 *
 * @param file the recording
 * @param column where the readings stand
 * @param readings how many there are
 * @param firstDetector who said them; with copies the first of them
 * @param detectors how many said them
 * @param sent how many signals Kafka has taken
 * @param ones how many of them are 1
 * @param firstOneRow the row of the first 1, from 1; absent when there is none
 * @param firstOneLine the line of the file that it stands on, from 1; absent likewise
 * @param firstOneAt when the first detector's was handed to Kafka; absent likewise
 * @param seconds how long it took
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SignalsReport(
        String file,
        String column,
        int readings,
        DetectorId firstDetector,
        int detectors,
        long sent,
        long ones,
        @Nullable Integer firstOneRow,
        @Nullable Long firstOneLine,
        @Nullable Instant firstOneAt,
        double seconds) {

    static SignalsReport of(String file, String column, Copies copies, @Nullable Instant firstOneAt, double seconds) {
        Recording recording = copies.recording();
        boolean any = recording.firstOne() >= 0;
        return new SignalsReport(
                file,
                column,
                recording.size(),
                copies.first(),
                copies.copies(),
                copies.size(),
                (long) copies.copies() * recording.ones(),
                any ? recording.firstOne() + 1 : null,
                any ? recording.firstOneLine() : null,
                firstOneAt,
                Math.round(seconds * 100) / 100.0);
    }

    /** For people. */
    List<String> inLines() {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                Locale.ROOT,
                "%-10s %s%s",
                "detector",
                firstDetector,
                detectors == 1 ? "" : " to " + (firstDetector.number() + detectors - 1)));
        lines.add(String.format(Locale.ROOT, "%-10s %,d, of which %,d are 1", "sent", sent, ones));
        lines.add(String.format(
                Locale.ROOT,
                "%-10s %s",
                "first 1",
                firstOneRow == null
                        ? "none"
                        : String.format(
                                Locale.ROOT, "row %,d (line %,d), sent at %s", firstOneRow, firstOneLine, firstOneAt)));
        lines.add(String.format(Locale.ROOT, "%-10s %.1f s", "time", seconds));
        return lines;
    }
}
