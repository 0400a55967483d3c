package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The file that {@link RunState} is kept in. */
public final class RunStateFile {
    private final Path file;
    private final Path draft;

    /** The file of the run in {@code data}. */
    public RunStateFile(DataDirectory data) {
        this.file = data.run().resolve("state.json");
        this.draft = data.run().resolve("state.json.new");
    }

    /**
     * What was written last; empty when nothing runs, or ran and was killed before it wrote anything.
     *
     * @throws CommandFailure when it cannot be read
     */
    public Optional<RunState> read() {
        try {
            return Optional.of(Json.read(Files.readAllBytes(file), RunState.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.failed(
                    "cannot read " + file + " (" + e.getMessage() + "): stop tocsin's processes yourself, delete it",
                    e);
        }
    }

    /** Replaces it as a whole: a reader sees the one or the other, also after a crash. */
    void write(RunState state) {
        try {
            Files.write(draft, Json.write(state));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot write " + file + " (" + e + ")", e);
        }
    }

    /** Nothing runs any more. */
    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw CommandFailure.failed("cannot delete " + file + " (" + e + ")", e);
        }
    }
}
