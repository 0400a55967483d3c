package io.tocsin.system;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** Kafka as a process of its own, with all of Tocsin's topics. */
public final class Broker implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final String READY = "Kafka is ready on ";

    private final int port = FreePorts.next();
    private final JavaProcess process;

    /**
     * Starts it and waits until it serves.
     *
     * @param directory where its log and its data are
     * @param jvm how it is run
     */
    Broker(Path directory, Jvm jvm) {
        process = new JavaProcess(
                "kafka",
                directory,
                jvm,
                "1g",
                List.of(
                        "-jar",
                        JavaProcess.jar("embedded-kafka/target/embedded-kafka.jar"),
                        "--port",
                        Integer.toString(port),
                        "--data",
                        directory.resolve("kafka").toString()),
                Map.of());
        awaitReady();
    }

    private void awaitReady() {
        try {
            await().atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast("Kafka has ended", () -> !process.isAlive())
                    .until(() -> process.logOfThisLife().contains(READY));
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException("Kafka is not ready after " + START_LIMIT + "\n" + process.lastWords(), e);
        }
    }

    /** Where clients connect to. */
    public String bootstrapServers() {
        return "localhost:" + port;
    }

    /** Stops it cleanly: everything it has taken in is on disk. */
    public void stop() {
        if (!process.stop(STOP_LIMIT)) {
            throw new IllegalStateException("Kafka has not stopped within " + STOP_LIMIT + "\n" + process.lastWords());
        }
    }

    /** kill -9. */
    public void kill() {
        process.kill();
    }

    /** Starts it again on its data, at the same address, and waits until it serves. */
    public void restart() {
        process.restart();
        awaitReady();
    }

    /** Whether the process is there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    String lastWords() {
        return process.lastWords();
    }

    @Override
    public void close() {
        kill();
    }
}
