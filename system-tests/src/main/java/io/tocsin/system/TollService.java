package io.tocsin.system;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** One process of toll-payments: the packaged service. */
public final class TollService implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final JavaProcess process;
    private final TollClient client;

    /**
     * Starts it; {@link #awaitReady} waits until it takes payments.
     *
     * @param name in the log, and of its directory
     * @param directory where its log and its state are
     * @param jvm how it is run
     * @param settings its configuration, by SmallRye's names for the environment
     */
    TollService(String name, Path directory, Jvm jvm, Map<String, String> settings) {
        this.name = name;
        int port = FreePorts.next();
        var environment = new HashMap<>(settings);
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        environment.put("TOCSIN_TOLL_STATE_DIR", directory.resolve(name).toString());
        this.process = new JavaProcess(
                name,
                directory,
                jvm,
                "512m",
                List.of("-jar", JavaProcess.jar("toll-payments/target/quarkus-app/quarkus-run.jar")),
                environment);
        this.client = new TollClient(URI.create("http://localhost:" + port));
    }

    /** Waits until it takes payments. */
    public TollService awaitReady() {
        try {
            await().atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(name + " has ended", () -> !process.isAlive())
                    .until(client::isReady);
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException(name + " is not ready after " + START_LIMIT + "\n" + lastWords(), e);
        }
        return this;
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** How it is asked. */
    public TollClient http() {
        return client;
    }

    /** Whether the process is there; one that is paused is. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** How much processor time it has used since it was started last. */
    public Duration processorTime() {
        return process.processorTime();
    }

    /** How much memory it has, in bytes. */
    public long residentBytes() {
        return process.residentBytes();
    }

    /** kill -9: it cannot say goodbye to anyone. */
    public void kill() {
        process.kill();
    }

    /** SIGSTOP: it stands still in the middle of whatever it does. */
    public void pause() {
        process.pause();
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public void resume() {
        process.resume();
    }

    /**
     * SIGTERM, as every orchestrator stops a service.
     *
     * @return whether it ended in time
     */
    public boolean stop(Duration limit) {
        return process.stop(limit);
    }

    /** Starts it again, at the same port and with the same state, as an orchestrator does after a crash. */
    public TollService restart() {
        process.restart();
        return this;
    }

    /** Everything that it has logged since the first start. */
    public String log() {
        return process.log();
    }

    /** The end of its log, to be shown when something went wrong. */
    public String lastWords() {
        return process.lastWords();
    }

    @Override
    public void close() {
        kill();
    }
}
