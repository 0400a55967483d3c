package io.tocsin.contact.file;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a file, and where.
 *
 * @param line of the file, from 1
 * @param field its path, like {@code quiet.from}; null, and absent in JSON, when more than a field is wrong
 * @param problem what is wrong and what is expected
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Mistake(long line, @Nullable String field, String problem) {

    /** For people: file and line first, so that an editor finds them. */
    public String inWords(Path file) {
        return file + ":" + line + ": " + (field == null ? "" : "'" + field + "' ") + problem;
    }
}
