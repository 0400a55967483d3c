package io.tocsin.cli.system;

import java.time.Duration;

/**
 * How long a part that died is left alone before it is started again: twice as long each time, until it has run well
 * for a while.
 */
final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final Duration stableRun;
    private Duration next;

    /**
     * @param first the pause after the first death
     * @param longest the cap of the doubling
     * @param stableRun a run of this length makes the next pause a first one again
     */
    Backoff(Duration first, Duration longest, Duration stableRun) {
        this.first = first;
        this.longest = longest;
        this.stableRun = stableRun;
        this.next = first;
    }

    /** From half a second to half a minute; a minute counts as a good run. */
    static Backoff usual() {
        return new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30), Duration.ofMinutes(1));
    }

    /** The pause after a run of this length. */
    Duration afterRunOf(Duration run) {
        if (run.compareTo(stableRun) >= 0) {
            next = first;
        }
        Duration pause = next;
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }
}
