package io.tocsin.bench;

import io.tocsin.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --json}: a result for programs, besides the one for people. */
final class JsonOption {
    @Option(names = "--json", description = "Write the result to this file, too")
    @Nullable Path file;

    /** Writes it, if a file was named. */
    void write(Object result) throws IOException {
        if (file != null) {
            Files.write(file, Json.write(result));
        }
    }
}
