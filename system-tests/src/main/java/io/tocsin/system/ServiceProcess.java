package io.tocsin.system;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** One process of a packaged service. */
public abstract class ServiceProcess implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final JavaProcess process;

    /**
     * Starts it; {@link #awaitReady} waits until it is ready.
     *
     * @param name in the log, and of its directory
     * @param directory where its log is
     * @param jvm how it is run
     * @param heap its largest heap, as {@code -Xmx} takes it
     * @param jar of the service, from the root of the project
     * @param port where it is asked
     * @param settings its configuration, by SmallRye's names for the environment
     */
    ServiceProcess(
            String name, Path directory, Jvm jvm, String heap, String jar, int port, Map<String, String> settings) {
        this.name = name;
        var environment = new HashMap<>(settings);
        environment.put("MALLOC_ARENA_MAX", "2");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        this.process = new JavaProcess(name, directory, jvm, heap, List.of("-jar", JavaProcess.jar(jar)), environment);
    }

    abstract ServiceClient client();

    /** Waits until it is ready. */
    public final ServiceProcess awaitReady() {
        try {
            await().atMost(START_LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .failFast(name + " has ended", () -> !process.isAlive())
                    .until(() -> client().isReady());
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new IllegalStateException(name + " is not ready after " + START_LIMIT + "\n" + lastWords(), e);
        }
        return this;
    }

    /** What it is called. */
    public final String name() {
        return name;
    }

    /** Whether the process is there; one that is paused is. */
    public final boolean isAlive() {
        return process.isAlive();
    }

    /** How much processor time it has used since it was started last. */
    public final Duration processorTime() {
        return process.processorTime();
    }

    /** How much memory it has, in bytes. */
    public final long residentBytes() {
        return process.residentBytes();
    }

    /** kill -9: it cannot say goodbye to anyone. */
    public final void kill() {
        process.kill();
    }

    /** SIGSTOP: it stands still in the middle of whatever it does. */
    public final void pause() {
        process.pause();
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public final void resume() {
        process.resume();
    }

    /**
     * SIGTERM, as every orchestrator stops a service.
     *
     * @return whether it ended in time
     */
    public final boolean stop(Duration limit) {
        return process.stop(limit);
    }

    /** Starts it again, at the same port and with the same state, as an orchestrator does after a crash. */
    public final ServiceProcess restart() {
        process.restart();
        return this;
    }

    /** Everything that it has logged since the first start. */
    public final String log() {
        return process.log();
    }

    /** The end of its log, to be shown when something went wrong. */
    public final String lastWords() {
        return process.lastWords();
    }

    @Override
    public final void close() {
        kill();
    }
}
