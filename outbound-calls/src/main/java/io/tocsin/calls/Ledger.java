package io.tocsin.calls;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What became of each id, for as long as duplicates are to be recognised.
 *
 * <p>Outcomes older than the window are swept away a few at a time, walking round the store: no second index, no second
 * changelog, and no pause however large the ledger is.
 */
final class Ledger {
    private static final int SWEPT_AT_ONCE = 500;

    private final KeyValueStore<String, byte[]> store;
    private final long windowMillis;
    private @Nullable String sweptUpTo;

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
    }

    /** Looks at the next few entries and removes the outcomes that are older than the window. */
    void sweep(long nowMillis) {
        String last = null;
        int looked = 0;
        try (KeyValueIterator<String, byte[]> entries = store.range(sweptUpTo, null)) {
            while (entries.hasNext() && looked < SWEPT_AT_ONCE) {
                KeyValue<String, byte[]> entry = entries.next();
                last = entry.key;
                looked++;
                if (LedgerEntry.of(entry.value) instanceof LedgerEntry.Finished finished
                        && finished.atMillis() + windowMillis < nowMillis) {
                    store.delete(entry.key);
                }
            }
        }
        sweptUpTo = looked < SWEPT_AT_ONCE ? null : last;
    }
}
