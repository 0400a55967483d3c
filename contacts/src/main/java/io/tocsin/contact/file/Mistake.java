package io.tocsin.contact.file;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a file, and where.
 *
 * @param line of the file, from 1
 * @param field its path, like {@code quiet.from}; null when more than a field is wrong
 * @param problem what is wrong and what is expected
 */
public record Mistake(long line, @Nullable String field, String problem) {

    /** For people: file and line first, so that an editor finds them. */
    public String inWords(Path file) {
        return file + ":" + line + ": " + (field == null ? "" : "'" + field + "' ") + problem;
    }
}
