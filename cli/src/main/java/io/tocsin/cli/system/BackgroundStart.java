package io.tocsin.cli.system;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the supervisor as a process that outlives this one, and shows what it says until everything is ready. */
final class BackgroundStart {
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final DataDirectory data;
    private final Screen screen;
    private final Clock clock;
    private final RunStateFile stateFile;

    BackgroundStart(DataDirectory data, Screen screen, Clock clock) {
        this.data = data;
        this.screen = screen;
        this.clock = clock;
        this.stateFile = new RunStateFile(data);
    }

    /**
     * Returns when everything is ready, or when it has failed and said why.
     *
     * @param arguments of this command; the supervisor gets the same, without {@code --detach}
     */
    int start(List<String> arguments) throws InterruptedException {
        Path log = data.run().resolve("supervisor.log");
        Instant begin = clock.instant();
        try {
            Files.deleteIfExists(log);
            Process supervisor = launch(arguments, log);
            long shown = 0;
            while (!isReady(supervisor)) {
                shown = show(log, shown);
                if (supervisor.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                    show(log, shown);
                    return supervisor.exitValue() == ExitCodes.OK ? ExitCodes.FAILED : supervisor.exitValue();
                }
                if (Duration.between(begin, clock.instant()).compareTo(LIMIT) > 0) {
                    throw CommandFailure.failed("not ready after " + LIMIT.toMinutes()
                            + " minutes; it goes on trying: see " + log + ", or stop it with ./tocsin down");
                }
            }
            show(log, shown);
            screen.line("running in the background (pid " + supervisor.pid() + ")");
            return ExitCodes.OK;
        } catch (IOException e) {
            throw CommandFailure.failed("cannot start in the background (" + e.getMessage() + ")", e);
        }
    }

    private boolean isReady(Process supervisor) {
        return stateFile
                .read()
                .filter(state -> state.ready() && state.supervisor().pid() == supervisor.pid())
                .isPresent();
    }

    private static Process launch(List<String> arguments, Path log) throws IOException {
        var command = new ArrayList<String>();
        // Without a terminal of its own it hears neither Ctrl-C nor the end of the session.
        command.addAll(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.add("-Dtocsin.home=" + ProjectHome.locate());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tocsin.cli.Main"));
        arguments.stream().filter(argument -> !argument.equals("--detach")).forEach(command::add);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
    }

    /** Shows what was added to the log since {@code from}, up to the last whole line. */
    private long show(Path log, long from) throws IOException {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] added = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(added);
            String text = new String(added, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            screen.out().print(text.substring(0, end));
            screen.out().flush();
            return from + text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
        }
    }
}
