package io.tocsin.system;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionTimeoutException;

/** One process of toll-payments: the packaged service, started as {@code ./tocsin up} starts it. */
final class TollService implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final int LAST_LINES = 60;

    private final String name;
    private final Map<String, String> environment;
    private final int port;
    private final Path log;
    private Process process;
    private TollClient client;
    private long launchedNanos;
    private long readyNanos;

    /**
     * Starts it; {@link #awaitReady} waits until it takes payments.
     *
     * @param name in the log, and of its directory
     * @param directory where its log and its state are
     * @param environment its configuration, by SmallRye's names
     */
    TollService(String name, Path directory, Map<String, String> environment) {
        this.name = name;
        this.environment = Map.copyOf(environment);
        this.port = freePort();
        this.log = directory.resolve(name + ".log");
        this.process = launch(directory.resolve(name));
        this.client = new TollClient(URI.create("http://localhost:" + port));
    }

    private Process launch(Path stateDir) {
        Path jar = Path.of(
                System.getProperty("tocsin.toll-payments.jar", "../toll-payments/target/quarkus-app/quarkus-run.jar"));
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: build toll-payments first (mvn -pl system-tests -am)");
        }
        var builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-jar",
                        jar.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().putIfAbsent("TOCSIN_TOLL_STATE_DIR", stateDir.toString());
        try {
            launchedNanos = System.nanoTime();
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    TollService awaitReady() {
        try {
            await().atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(name + " has ended", () -> !process.isAlive())
                    .until(() -> client.isReady());
            readyNanos = System.nanoTime();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(name + " is not ready after " + START_LIMIT + "\n" + lastWords(), e);
        }
        return this;
    }

    /** From the last launch until it was ready. */
    Duration startTime() {
        return Duration.ofNanos(readyNanos - launchedNanos);
    }

    TollClient http() {
        return client;
    }

    long pid() {
        return process.pid();
    }

    /** kill -9: it cannot say goodbye to anyone. */
    void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** SIGTERM, as every orchestrator stops a service. */
    void stop(Duration limit) {
        process.destroy();
        awaitEnd(limit);
    }

    private void awaitEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(name + " has not ended within " + limit + "\n" + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + name + " was ending", e);
        }
    }

    /** Starts it again, at the same port and with the same state, as an orchestrator does after a crash. */
    TollService restart() {
        process = launch(log.resolveSibling(name));
        client = new TollClient(URI.create("http://localhost:" + port));
        return this;
    }

    /** Everything that it has logged since the first start. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + log, e);
        }
    }

    /** The end of its log, to be shown when a test fails. */
    String lastWords() {
        List<String> lines = log().lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return "---- " + name + " said last:\n" + String.join("\n", last) + "\n----";
    }

    @Override
    public void close() {
        kill();
    }
}
