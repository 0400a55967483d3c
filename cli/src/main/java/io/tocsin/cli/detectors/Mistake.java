package io.tocsin.cli.detectors;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a table, and where.
 *
 * @param file the table
 * @param line of the file, from 1
 * @param column its name; null when the whole row is wrong
 * @param problem what is wrong and what is expected
 */
record Mistake(Path file, long line, @Nullable String column, String problem) {

    /** For people: file, line and column first, so that an editor finds them. */
    String inWords() {
        return file + ":" + line + ": " + (column == null ? "" : "column '" + column + "' ") + problem;
    }
}
