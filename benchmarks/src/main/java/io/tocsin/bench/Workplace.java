package io.tocsin.bench;

import io.tocsin.model.file.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    static void deleteAll() {
        DirectoryTree.delete(ROOT);
    }

    private static Path create() {
        try {
            return Files.createTempDirectory("tocsin-bench-");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary folder", e);
        }
    }
}
