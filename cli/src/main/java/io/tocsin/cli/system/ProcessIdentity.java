package io.tocsin.cli.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Names one process for as long as the machine runs. A pid alone does not: it is given again.
 *
 * @param pid the operating system's number
 * @param startedAt when it was started
 * @param mark what its command line holds
 */
public record ProcessIdentity(long pid, Instant startedAt, String mark) {
    /** Start times are counted from the boot, whose time on the clock may be corrected a little. */
    private static final Duration CLOCK_CORRECTION = Duration.ofSeconds(2);

    /** The identity of a process that was just started. */
    public static ProcessIdentity of(ProcessHandle process, String mark, Instant now) {
        return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(now), mark);
    }

    /** The process, when it is still alive. */
    public Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::isMeant);
    }

    private boolean isMeant(ProcessHandle process) {
        boolean sameStart = process.info()
                .startInstant()
                .map(start -> Duration.between(startedAt, start).abs().compareTo(CLOCK_CORRECTION) <= 0)
                .orElse(true);
        boolean sameCommand =
                process.info().commandLine().map(line -> line.contains(mark)).orElse(true);
        return sameStart && sameCommand;
    }
}
