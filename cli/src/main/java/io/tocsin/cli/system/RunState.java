package io.tocsin.cli.system;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the supervisor writes down about the run, for other commands and for the next run.
 *
 * @param supervisor the process that watches the others
 * @param startedAt when it began
 * @param ready whether every part has been ready once
 * @param ports where the parts listen
 * @param parts in the order in which they are started
 */
public record RunState(
        ProcessIdentity supervisor, Instant startedAt, boolean ready, Ports ports, List<PartState> parts) {

    /** Copies {@code parts}. */
    public RunState {
        parts = List.copyOf(parts);
    }

    /**
     * One part of the run.
     *
     * @param name for example {@code kafka}
     * @param address where it is reached
     * @param process the process; absent before it is started and while it rests after it died
     * @param restarts how often it was started again
     */
    public record PartState(
            String name, String address, @Nullable ProcessIdentity process, int restarts) {}
}
