package io.tocsin.contact.file;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The forms that a file of contacts may have. */
public enum FileForm {
    /** A list of contacts under {@code contacts}. */
    YAML,

    /** A contact in each row. */
    CSV;

    /** The form that the end of a file's name tells: {@code .yaml}, {@code .yml} or {@code .csv}; empty for another one. */
    public static Optional<FileForm> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return Optional.of(YAML);
        }
        return name.endsWith(".csv") ? Optional.of(CSV) : Optional.empty();
    }
}
