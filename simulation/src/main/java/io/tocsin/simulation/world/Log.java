package io.tocsin.simulation.world;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One partition of the topic, as a read-committed consumer sees it. */
final class Log {
    private final List<Entry> entries = new ArrayList<>();
    private int settledUpTo;

    /**
     * A record.
     *
     * @param transaction the one it was sent in; {@code null} when a client sent it without one
     */
    record Entry(
            long offset,
            byte[] key,
            byte[] value,
            long timestamp,
            @Nullable Transaction transaction) {
        boolean isAborted() {
            return transaction != null && transaction.isAborted();
        }
    }

    long append(byte[] key, byte[] value, long timestamp, @Nullable Transaction transaction) {
        var entry = new Entry(entries.size(), key, value, timestamp, transaction);
        entries.add(entry);
        return entry.offset;
    }

    Entry at(long offset) {
        return entries.get((int) offset);
    }

    /** The offset after the last record. */
    long end() {
        return entries.size();
    }

    /** The offset up to which nothing is undecided any more: nobody reads further, whatever lies behind. */
    long stableEnd() {
        while (settledUpTo < entries.size()) {
            Transaction transaction = entries.get(settledUpTo).transaction;
            if (transaction != null && transaction.isOpen()) {
                break;
            }
            settledUpTo++;
        }
        return settledUpTo;
    }
}
