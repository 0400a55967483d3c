package io.tocsin.calls;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What became of each id, for as long as duplicates are to be recognised.
 *
 * <p>Outcomes older than the window are swept away a few at a time, walking round the store: no second index, no second
 * changelog, and no pause however large the ledger is. The walk is faster than the ledger grows: one round takes about half
 * a window at the most, so an outcome stays for one and a half windows at the most.
 */
final class Ledger {
    private static final int SWEPT_AT_LEAST = 100;
    private static final int SWEPT_AT_MOST = 5_000;
    private static final int SWEPT_PER_PUT = 2;

    private final KeyValueStore<String, byte[]> store;
    private final long windowMillis;
    private @Nullable String sweptUpTo;
    private int putSinceSweep;

    Ledger(KeyValueStore<String, byte[]> store, long windowMillis) {
        this.store = store;
        this.windowMillis = windowMillis;
    }

    @Nullable LedgerEntry find(String id) {
        byte[] bytes = store.get(id);
        return bytes == null ? null : LedgerEntry.of(bytes);
    }

    void put(String id, LedgerEntry entry) {
        store.put(id, entry.toBytes());
        putSinceSweep++;
    }

    /** Looks at the next few entries and removes the outcomes that are older than the window. */
    void sweep(long nowMillis) {
        int most = Math.clamp((long) SWEPT_PER_PUT * putSinceSweep, SWEPT_AT_LEAST, SWEPT_AT_MOST);
        putSinceSweep = 0;
        String last = null;
        int looked = 0;
        try (KeyValueIterator<String, byte[]> entries = store.range(sweptUpTo, null)) {
            while (entries.hasNext() && looked < most) {
                KeyValue<String, byte[]> entry = entries.next();
                last = entry.key;
                looked++;
                if (LedgerEntry.of(entry.value) instanceof LedgerEntry.Finished finished
                        && finished.atMillis() + windowMillis < nowMillis) {
                    store.delete(entry.key);
                }
            }
        }
        sweptUpTo = looked < most ? null : last;
    }
}
