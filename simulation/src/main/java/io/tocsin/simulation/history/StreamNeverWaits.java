package io.tocsin.simulation.history;

import io.tocsin.calls.CallLimits;
import java.time.Duration;

/** Rule 4: no step of a stream thread takes longer than intake may be held back. */
final class StreamNeverWaits implements HistoryRule {
    /** The last look at the completions may begin just before the hold is used up. */
    private static final Duration MARGIN = Duration.ofMillis(10);

    private final Duration longest;

    StreamNeverWaits(CallLimits limits) {
        longest = limits.longestHold().plus(MARGIN);
    }

    @Override
    public void see(HistoryEvent event, Violations violations) {
        if (event instanceof HistoryEvent.StreamWaited it && it.time().compareTo(longest) > 0) {
            violations.add(
                    Guarantee.STREAM_NEVER_WAITS,
                    "a stream thread of process " + it.process() + " stood still for "
                            + it.time().toMillis() + " ms");
        }
    }
}
