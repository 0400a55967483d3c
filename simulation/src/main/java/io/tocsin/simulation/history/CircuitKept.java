package io.tocsin.simulation.history;

import io.tocsin.calls.CircuitPolicy;
import io.tocsin.simulation.history.HistoryEvent.Circuit;
import io.tocsin.simulation.history.HistoryEvent.Found;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rule 7: the circuit opens when the outside is in trouble, and not otherwise; open, it lets nothing through but one probe at a
 * time, and while there is something to call that probe comes after the longest pause at the latest.
 */
final class CircuitKept implements HistoryRule {
    /** Pauses are spread by a fifth. */
    private static final double SPREAD = 1.2;

    /** The circuit reckons in percent, and in single precision. */
    private static final double ROUNDING = 1e-3;

    /** As long an attempt that began before may run, for which all others of its key wait. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(60);

    private final CircuitPolicy policy;
    private final Lives lives;
    private final Map<Integer, Line> lines = new HashMap<>();

    /** The way from one process to the outside. */
    private static final class Line {
        private Circuit circuit = Circuit.CLOSED;
        private int troublesInARow;
        /** Of which it may have been told since it was half-open. */
        private int troubles;

        private final Set<Integer> inTrouble = new HashSet<>();
        private final Set<Integer> probes = new TreeSet<>();
        private boolean busy;
        private boolean stopping;
        /** Since when it is open, something is in flight, and nothing excuses that no probe is made. */
        private long owesProbeSince;

        private void excuseUntil(long at) {
            owesProbeSince = Math.max(owesProbeSince, at);
        }
    }

    CircuitKept(CircuitPolicy policy, Lives lives) {
        this.policy = policy;
        this.lives = lives;
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        switch (event) {
            case HistoryEvent.CircuitSeen it -> {
                judgeOpening(it, violations);
                become(it.process(), it.circuit(), it.at(), violations);
            }
            case HistoryEvent.BooksSeen it -> {
                Line line = line(it.process());
                boolean busy = it.books().inFlight() > 0;
                if (busy && !line.busy) {
                    line.excuseUntil(it.at());
                }
                line.busy = busy;
            }
            case HistoryEvent.ProcessFrozen it -> line(it.process()).excuseUntil(it.at());
            case HistoryEvent.LifeBegan it -> line(it.process()).excuseUntil(it.at());
            case HistoryEvent.ClockMoved it -> movedBack(it);
            case HistoryEvent.DrainBegan it -> line(it.process()).stopping = true;
            case HistoryEvent.AttemptBegan it -> begin(it, violations);
            case HistoryEvent.CallEnded it -> ended(it.attempt(), it.answer().isTrouble());
            case HistoryEvent.InquiryEnded it -> {
                boolean theCallFollows = it.found() == Found.NOTHING;
                if (!theCallFollows && it.found() != Found.NEVER_KNOWN) {
                    ended(it.attempt(), it.found() == Found.CANNOT_TELL);
                }
            }
            case HistoryEvent.AttemptEnded it -> {
                Lives.Attempt attempt = lives.attempt(it.attempt());
                if (attempt != null) {
                    Line line = line(attempt.process);
                    line.probes.remove(it.attempt());
                    if (line.inTrouble.remove(it.attempt())) {
                        line.troubles++;
                    }
                }
            }
            default -> {}
        }
    }

    /** What keeps its place waits for a time on the wall. */
    private void movedBack(HistoryEvent.ClockMoved it) {
        if (it.by().isNegative()) {
            lines.values().forEach(line -> line.excuseUntil(it.at() - it.by().toNanos()));
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
            line.excuseUntil(at);
        }
        if (circuit == Circuit.HALF_OPEN && line.circuit != Circuit.HALF_OPEN) {
            line.troubles = 0;
        }
        line.circuit = circuit;
        if (circuit != Circuit.CLOSED) {
            line.troublesInARow = 0;
        }
    }

    private void judgeOpening(HistoryEvent.CircuitSeen it, Violations violations) {
        Line line = line(it.process());
        if (it.circuit() == Circuit.OPEN && line.troubles < fewestTroubles(line.circuit)) {
            violations.add(
                    Guarantee.CIRCUIT,
                    "the circuit of process " + it.process() + " opens after " + line.troubles + " troubles");
        }
    }

    /** A probe need fail only once. */
    private int fewestTroubles(Circuit before) {
        double fewest = policy.failureShare() * policy.minimumCalls() - ROUNDING;
        return before == Circuit.CLOSED ? Math.max(1, (int) Math.ceil(fewest)) : 1;
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
        if (trouble) {
            line.inTrouble.add(number);
        }
        if (line.circuit == Circuit.CLOSED && !attempt.probe) {
            line.troublesInARow = trouble ? line.troublesInARow + 1 : 0;
        }
    }
}
