package io.tocsin.cli.system;

import io.tocsin.cli.system.RunState.PartState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The processes of a run whose supervisor is gone. */
final class Leftovers {
    private final List<PartState> parts;
    private final Duration patience;

    /** @param patience how long each process may take to stop by itself */
    Leftovers(RunState state, Duration patience) {
        this.parts = state.parts();
        this.patience = patience;
    }

    /**
     * Stops those that are still alive, the last one started first.
     *
     * @return their names with their pids
     */
    List<String> stop() {
        var stopped = new ArrayList<String>();
        for (PartState part : parts.reversed()) {
            Optional<ProcessHandle> alive = Optional.ofNullable(part.process()).flatMap(ProcessIdentity::find);
            if (alive.isPresent()) {
                end(alive.get(), patience);
                stopped.add(part.name() + " (pid " + alive.get().pid() + ")");
            }
        }
        return stopped;
    }

    /** Asks a process to stop, and kills it when it does not within {@code patience}. */
    static void end(ProcessHandle process, Duration patience) {
        CompletableFuture<ProcessHandle> gone = process.onExit();
        process.destroy();
        gone.completeOnTimeout(process, patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        if (process.isAlive()) {
            process.destroyForcibly();
            process.onExit().join();
        }
    }
}
