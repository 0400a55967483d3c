package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Starts the process of a part, with what it prints in a file. */
final class Launcher {
    /**
     * Ctrl-C and a closed terminal reach every process that was started from it, all at once. The parts leave that to
     * the supervisor, which stops them in their order.
     */
    private static final List<String> DEAF_TO_THE_TERMINAL =
            List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private static final long LARGEST_LOG = 10L * 1024 * 1024;
    private static final int OLD_LOGS = 3;

    private final Path logs;

    Launcher(Path logs) {
        this.logs = logs;
    }

    /** @throws CommandFailure when it cannot be started */
    Process start(Part part) {
        Path log = log(part);
        var command = new ArrayList<>(DEAF_TO_THE_TERMINAL);
        command.addAll(part.command());
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(part.environment());
        try {
            rotate(log);
            return builder.start();
        } catch (IOException e) {
            throw CommandFailure.failed("cannot start " + part.name() + " (" + e.getMessage() + ")", e);
        }
    }

    Path log(Part part) {
        return part.logIn(logs);
    }

    /** Sets a log that has grown too large aside, and forgets the oldest. */
    private static void rotate(Path log) throws IOException {
        if (!Files.exists(log) || Files.size(log) < LARGEST_LOG) {
            return;
        }
        for (int age = OLD_LOGS - 1; age >= 1; age--) {
            Path old = aged(log, age);
            if (Files.exists(old)) {
                Files.move(old, aged(log, age + 1), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.move(log, aged(log, 1), StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path aged(Path log, int age) {
        return log.resolveSibling(log.getFileName() + "." + age);
    }
}
