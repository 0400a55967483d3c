package io.tocsin.calls;

import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The counts of one task, kept in a store of one entry. The store is cached, so however often a count moves, one changelog
 * record is written per commit, in the same transaction as what was counted.
 */
final class Tally {
    private static final String ONLY = "tally";

    private final KeyValueStore<String, byte[]> store;
    private final Map<Count, Long> counts = new EnumMap<>(Count.class);
    private boolean moved;

    /** What is counted; the order is that of the stored form. */
    enum Count {
        RECEIVED,
        SUCCEEDED,
        FAILED,
        DEAD_LETTERED,
        ON_THEIR_WAY,
        DUPLICATES
    }

    Tally(KeyValueStore<String, byte[]> store) {
        this.store = store;
        byte[] bytes = store.get(ONLY);
        if (bytes != null) {
            Encoded.read(bytes, in -> {
                for (Count count : Count.values()) {
                    counts.put(count, in.readLong());
                }
                return this;
            });
        }
    }

    void add(Count count) {
        move(count, 1);
    }

    void subtract(Count count) {
        move(count, -1);
    }

    private void move(Count count, int by) {
        counts.merge(count, (long) by, Long::sum);
        moved = true;
    }

    void save() {
        if (!moved) {
            return;
        }
        moved = false;
        store.put(ONLY, Encoded.write(out -> {
            for (Count count : Count.values()) {
                out.writeLong(of(count));
            }
        }));
    }

    Books books(long inFlight, long waiting, long oldestMillis) {
        return new Books(
                of(Count.RECEIVED),
                of(Count.SUCCEEDED),
                of(Count.FAILED),
                of(Count.DEAD_LETTERED),
                inFlight,
                waiting,
                of(Count.ON_THEIR_WAY),
                of(Count.DUPLICATES),
                oldestMillis);
    }

    private long of(Count count) {
        return counts.getOrDefault(count, 0L);
    }
}
