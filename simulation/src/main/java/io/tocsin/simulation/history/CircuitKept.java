package io.tocsin.simulation.history;

import io.tocsin.calls.CircuitPolicy;
import io.tocsin.simulation.history.HistoryEvent.Circuit;
import io.tocsin.simulation.history.HistoryEvent.Found;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rule 7: the circuit opens when the outside is in trouble; open, it lets nothing through but one probe at a time, and while
 * there is something to call that probe comes after the longest pause at the latest.
 */
final class CircuitKept implements HistoryRule {
    /** Pauses are spread by a fifth. */
    private static final double SPREAD = 1.2;

    /** As long an attempt that began before may run, for which all others of its key wait. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(60);

    private final CircuitPolicy policy;
    private final Lives lives;
    private final Map<Integer, Line> lines = new HashMap<>();

    /** The way from one process to the outside. */
    private static final class Line {
        private Circuit circuit = Circuit.CLOSED;
        private int troublesInARow;
        private final Set<Integer> probes = new TreeSet<>();
        private boolean busy;
        private boolean stopping;
        /** Since when it is open, something is in flight, and nothing excuses that no probe is made. */
        private long owesProbeSince;
    }

    CircuitKept(CircuitPolicy policy, Lives lives) {
        this.policy = policy;
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.CircuitSeen it -> become(it.process(), it.circuit(), it.at(), violations);
            case HistoryEvent.BooksSeen it -> {
                Line line = line(it.process());
                boolean busy = it.books().inFlight() > 0;
                if (busy && !line.busy) {
                    line.owesProbeSince = it.at();
                }
                line.busy = busy;
            }
            case HistoryEvent.ProcessFrozen it -> line(it.process()).owesProbeSince = it.at();
            case HistoryEvent.LifeBegan it -> line(it.process()).owesProbeSince = it.at();
            case HistoryEvent.DrainBegan it -> line(it.process()).stopping = true;
            case HistoryEvent.AttemptBegan it -> begin(it, violations);
            case HistoryEvent.CallEnded it -> ended(it.attempt(), it.answer().isTrouble());
            case HistoryEvent.InquiryEnded it -> {
                boolean theCallFollows = it.found() == Found.NOTHING;
                if (!theCallFollows) {
                    ended(it.attempt(), it.found() == Found.CANNOT_TELL);
                }
            }
            case HistoryEvent.AttemptEnded it -> {
                Lives.Attempt attempt = lives.attempt(it.attempt());
                if (attempt != null) {
                    line(attempt.process).probes.remove(it.attempt());
                }
            }
            default -> {}
        }
    }

    private Line line(int process) {
        return lines.computeIfAbsent(process, it -> new Line());
    }

    private void become(int process, Circuit circuit, long at, Violations violations) {
        Line line = line(process);
        if (line.circuit == Circuit.OPEN && circuit != Circuit.OPEN && line.busy && !line.stopping) {
            Duration open = Duration.ofNanos(at - line.owesProbeSince);
            double longest = policy.longestPause().toMillis() * SPREAD + LONGEST_ATTEMPT.toMillis();
            if (open.toMillis() > longest) {
                violations.add(
                        Guarantee.CIRCUIT,
                        "the circuit of process " + process + " was open for " + open.toSeconds()
                                + " s without a probe, though something was in flight");
            }
        }
        if (circuit == Circuit.OPEN && line.circuit != Circuit.OPEN) {
            line.owesProbeSince = at;
        }
        line.circuit = circuit;
        if (circuit != Circuit.CLOSED) {
            line.troublesInARow = 0;
        }
    }

    private void begin(HistoryEvent.AttemptBegan it, Violations violations) {
        Line line = line(it.process());
        become(it.process(), it.circuit(), it.at(), violations);
        switch (it.circuit()) {
            case OPEN ->
                violations.add(Guarantee.CIRCUIT, "attempt " + it.attempt() + " begins while the circuit is open");
            case HALF_OPEN -> {
                if (!line.probes.isEmpty()) {
                    violations.add(
                            Guarantee.CIRCUIT,
                            "attempt " + it.attempt() + " probes while attempt " + line.probes + " does");
                }
                line.probes.add(it.attempt());
            }
            case CLOSED -> {
                if (line.troublesInARow >= policy.window()) {
                    violations.add(
                            Guarantee.CIRCUIT,
                            "the circuit of process " + it.process() + " is closed after " + line.troublesInARow
                                    + " troubles in a row");
                    line.troublesInARow = 0;
                }
            }
        }
    }

    private void ended(int number, boolean trouble) {
        Lives.Attempt attempt = lives.attempt(number);
        if (attempt == null) {
            return;
        }
        Line line = line(attempt.process);
        if (line.circuit == Circuit.CLOSED && !attempt.probe) {
            line.troublesInARow = trouble ? line.troublesInARow + 1 : 0;
        }
    }
}
