package io.tocsin.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of ours as a process of its own, which can be started, stopped, killed and paused. What it prints is appended
 * to one file over all its lives. It does not outlive this JVM.
 */
final class JavaProcess {
    private static final Duration DEATH_LIMIT = Duration.ofSeconds(10);
    private static final int LAST_LINES = 60;

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path log;
    private volatile Process process;
    private volatile long logBefore;

    /**
     * Starts it.
     *
     * @param name for people, and of its log
     * @param directory where its log is
     * @param jvm how it is run
     * @param heap its largest heap, as {@code -Xmx} takes it
     * @param arguments from {@code -jar} on
     * @param environment what it finds there besides that of this process
     */
    JavaProcess(
            String name,
            Path directory,
            Jvm jvm,
            String heap,
            List<String> arguments,
            Map<String, String> environment) {
        this.name = name;
        this.environment = Map.copyOf(environment);
        this.log = directory.resolve(name + ".log");
        this.command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        this.command.addAll(jvm.options());
        this.command.addAll(arguments);
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly(), "kill-" + name));
    }

    /**
     * The jar of a module, as the build leaves it.
     *
     * @param path from the root of the project
     */
    static String jar(String path) {
        Path jar = Path.of(System.getProperty("tocsin.home", "..")).resolve(path);
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: build it first (mvn package -pl system-tests -am)");
        }
        return jar.toString();
    }

    private Process launch() {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            logBefore = Files.exists(log) ? Files.size(log) : 0;
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** Starts it again, as an orchestrator does after a crash. */
    void restart() {
        if (isAlive()) {
            throw new IllegalStateException(name + " still runs: it is not started a second time");
        }
        process = launch();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: it cannot say goodbye to anyone. */
    void kill() {
        process.destroyForcibly();
        if (!endsWithin(DEATH_LIMIT)) {
            throw new IllegalStateException(name + " lives on after SIGKILL");
        }
    }

    /**
     * SIGTERM, as every orchestrator stops a process.
     *
     * @return whether it ended in time
     */
    boolean stop(Duration limit) {
        process.destroy();
        return endsWithin(limit);
    }

    private boolean endsWithin(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was ending", e);
        }
    }

    /** SIGSTOP: it stands still in the middle of whatever it does, and nobody is told. */
    void pause() {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("cannot send SIG" + signal + " to " + name + ": it has ended");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + signal + " to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending SIG" + signal + " to " + name, e);
        }
    }

    /** How much processor time it has used in this life. */
    Duration processorTime() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("the processor time of " + name + " is not told here"));
    }

    /** How much memory it has, in bytes; read from Linux's {@code /proc}. */
    long residentBytes() {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow(() -> new IllegalStateException(status + " has no VmRSS"))
                    * 1024;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read how much memory " + name + " has", e);
        }
    }

    /** Everything that it has printed since its first start. */
    String log() {
        return new String(logBytes(), UTF_8);
    }

    /** What it has printed since it was started last. */
    String logOfThisLife() {
        byte[] all = logBytes();
        int start = Math.toIntExact(Math.min(logBefore, all.length));
        return new String(all, start, all.length - start, UTF_8);
    }

    private byte[] logBytes() {
        try {
            return Files.readAllBytes(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** The end of what it printed, to be shown when something went wrong. */
    String lastWords() {
        List<String> lines = log().lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return "---- " + name + " said last:\n" + String.join("\n", last) + "\n----";
    }
}
