package io.tocsin.cli.system;

import io.tocsin.cli.system.RunState.PartState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One part and the process that does its work at present. Not safe to share between threads. */
final class SupervisedPart {
    private final Part part;
    private final Launcher launcher;
    private final Backoff backoff;
    private final Clock clock;
    private State state = new Idle();
    private int restarts;

    SupervisedPart(Part part, Launcher launcher, Backoff backoff, Clock clock) {
        this.part = part;
        this.launcher = launcher;
        this.backoff = backoff;
        this.clock = clock;
    }

    private sealed interface State {}

    /** Not started yet, or stopped on purpose. */
    private record Idle() implements State {}

    private record Running(Process process, ProcessIdentity identity, Instant since) implements State {}

    /** Died; left alone until a time. */
    private record Resting(Instant until, int exitValue) implements State {}

    Part part() {
        return part;
    }

    boolean isIdle() {
        return state instanceof Idle;
    }

    /** The process, while there is one. */
    Optional<ProcessIdentity> process() {
        return state instanceof Running running ? Optional.of(running.identity()) : Optional.empty();
    }

    PartState inShort() {
        return new PartState(part.name(), part.address(), process().orElse(null), restarts);
    }

    void start() {
        Process process = launcher.start(part);
        Instant now = clock.instant();
        state = new Running(process, ProcessIdentity.of(process.toHandle(), part.mark(), now), now);
    }

    /** What the process ended with, when it has ended; empty while it runs. */
    Optional<Integer> exitValue() {
        return switch (state) {
            case Running(Process process, ProcessIdentity ignored, Instant since)
            when !process.isAlive() -> Optional.of(process.exitValue());
            case Resting(Instant until, int exitValue) -> Optional.of(exitValue);
            case Running running -> Optional.empty();
            case Idle idle -> Optional.empty();
        };
    }

    /** Notices a death, and starts the part again when it has rested. Says what it did, if anything. */
    @Nullable String keepAlive() {
        return switch (state) {
            case Running(Process process, ProcessIdentity identity, Instant since)
            when !process.isAlive() -> rest(process.exitValue(), Duration.between(since, clock.instant()));
            case Resting(Instant until, int exitValue) when !clock.instant().isBefore(until) -> startAgain();
            case Running running -> null;
            case Resting resting -> null;
            case Idle idle -> null;
        };
    }

    private String rest(int exitValue, Duration run) {
        Duration pause = backoff.afterRunOf(run);
        state = new Resting(clock.instant().plus(pause), exitValue);
        return part.name() + " ended with exit code " + exitValue + "; starting it again in " + pause.toMillis()
                + " ms (its log: " + launcher.log(part) + ")";
    }

    private String startAgain() {
        restarts++;
        start();
        return part.name() + " started again"
                + process().map(it -> " (pid " + it.pid() + ")").orElse("");
    }

    /** Stops the process: asks first, and kills it when it does not stop within its limit. */
    void stop() throws InterruptedException {
        if (state instanceof Running(Process process, ProcessIdentity identity, Instant since)) {
            process.destroy();
            if (!process.waitFor(part.stopLimit().toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
        state = new Idle();
    }
}
