package io.tocsin.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The temporary folder of one run, deleted afterwards. */
final class Workplace {
    private static final Path ROOT = create();

    private Workplace() {}

    /** A new empty folder. */
    static Path directory(String name) {
        try {
            return Files.createTempDirectory(ROOT, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder in " + ROOT, e);
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                if (!file.toFile().delete() && Files.exists(file)) {
                    throw new UncheckedIOException(new IOException("cannot delete " + file));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean up " + directory, e);
        }
    }

    static void deleteAll() {
        delete(ROOT);
    }

    private static Path create() {
        try {
            return Files.createTempDirectory("tocsin-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }
}
