package io.tocsin.cli.system;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.cli.terminal.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What {@code tocsin status} found; as JSON the form that {@code docs/cli.md} describes.
 *
 * @param running whether anything runs
 * @param ready whether every part is ready
 * @param data the data directory
 * @param supervisor the pid of the process that watches the parts; absent when it is gone
 * @param processes the parts
 * @param building how the building is; absent when fire-detection cannot say
 * @param inbox the page that shows simulated mail and SMS; absent when the simulators do not run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SystemStatus(
        boolean running,
        boolean ready,
        String data,
        @Nullable Long supervisor,
        List<ProcessStatus> processes,
        @Nullable BuildingState building,
        @Nullable String inbox) {

    SystemStatus {
        processes = List.copyOf(processes);
    }

    /**
     * One part.
     *
     * @param name for example {@code kafka}
     * @param pid absent when it does not run
     * @param address where it is reached
     * @param ready whether it does its work
     * @param reason why it is not ready; absent when it is
     * @param restarts how often it was started again in this run
     * @param uptimeSeconds since its process was started; absent when it does not run
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProcessStatus(
            String name,
            @Nullable Long pid,
            String address,
            boolean ready,
            @Nullable String reason,
            int restarts,
            @Nullable Long uptimeSeconds) {}

    /** For people: one line a process. */
    List<String> inLines() {
        if (!running) {
            return List.of("nothing is running in " + data);
        }
        var lines = new ArrayList<String>();
        for (ProcessStatus process : processes) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-14s %-9s %-24s %-12s %s",
                    process.name(),
                    process.pid() == null ? "-" : "pid " + process.pid(),
                    process.address(),
                    process.uptimeSeconds() == null
                            ? "-"
                            : "up " + Durations.rough(Duration.ofSeconds(process.uptimeSeconds())),
                    (process.reason() == null ? "ready" : "NOT READY: " + process.reason())
                            + (process.restarts() == 0 ? "" : " (restarts: " + process.restarts() + ")")));
        }
        if (building != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "building: %,d floors, %,d detectors: %s",
                    building.floors(),
                    building.detectors(),
                    building.inWords()));
        }
        if (inbox != null) {
            lines.add("inbox: " + inbox);
        }
        if (supervisor == null) {
            lines.add("the supervisor is gone: ./tocsin up starts anew, ./tocsin down stops what is left");
        }
        return lines;
    }
}
