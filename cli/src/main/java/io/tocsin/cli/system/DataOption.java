package io.tocsin.cli.system;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that says which copy of the system is meant. */
public final class DataOption {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where the system keeps everything. Default: .tocsin/data in the project.")
    private @Nullable Path directory;

    /** The directory that was given, or the usual one. */
    public DataDirectory directory() {
        return new DataDirectory(
                directory == null ? ProjectHome.locate().resolve(".tocsin").resolve("data") : directory);
    }
}
