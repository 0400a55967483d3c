package io.tocsin.fire.supervision;

import io.tocsin.model.fire.SignalRelay.Census;
import io.tocsin.model.fire.SignalRelay.ReadUpTo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the readers of all partitions have got: a detector's signals may come in on any of them, so only what all have read
 * is known. For one thread.
 */
public final class ReadingProgress {
    private final int partitions;
    private final Map<Integer, ReadUpTo> last = new HashMap<>();

    /** @param partitions of {@code detector-signals} */
    public ReadingProgress(int partitions) {
        this.partitions = partitions;
    }

    /** A reader says how far it has got. What comes last counts, for a clock can be set back. */
    public void add(ReadUpTo progress) {
        if (progress.partition() >= 0 && progress.partition() < partitions) {
            last.put(progress.partition(), progress);
        }
    }

    /** The time before which everything has been read; empty until every reader has spoken. */
    public Optional<Instant> upTo() {
        return last.size() < partitions
                ? Optional.empty()
                : last.values().stream().map(ReadUpTo::upTo).min(Instant::compareTo);
    }

    /** How the detectors are that are supervised on the other partitions. */
    public List<Census> elsewhere(int here) {
        var census = new ArrayList<Census>();
        last.forEach((partition, progress) -> {
            if (partition != here) {
                census.addAll(progress.census());
            }
        });
        return census;
    }
}
