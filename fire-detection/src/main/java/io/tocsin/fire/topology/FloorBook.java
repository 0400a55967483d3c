package io.tocsin.fire.topology;

import io.tocsin.model.fire.FloorId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The floors of one partition: worked on on the heap, and stored when they change.
 *
 * <p>The last owner of the partition may have been cut off from Kafka in the middle of its work. What it had handed to its producer
 * is written when it is connected again, over what has been stored since. Nothing is wrong here then, but whoever takes over next
 * would forget an alarm. So all floors are stored again, every minute for as long as such a write can come.
 */
final class FloorBook {
    private static final Duration STORE_AGAIN_EVERY = Duration.ofMinutes(1);

    private final KeyValueStore<String, byte[]> store;
    private final Map<FloorId, FloorEntry> floors = new HashMap<>();
    private final Instant lateWritesEnd;
    private @Nullable Instant storeAgainAt;

    /**
     * Reads what the last owner of the partition has left.
     *
     * @param now when it is taken over
     * @param lateWrites for how long after that the last owner's writes may still come
     */
    FloorBook(KeyValueStore<String, byte[]> store, Instant now, Duration lateWrites) {
        this.store = store;
        this.lateWritesEnd = now.plus(lateWrites);
        this.storeAgainAt = now.plus(STORE_AGAIN_EVERY);
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                FloorEntry entry = FloorForm.read(entries.next().value);
                floors.put(entry.floor().floor(), entry);
            }
        }
    }

    /** Those that something has happened on. */
    Collection<FloorEntry> all() {
        return Collections.unmodifiableCollection(floors.values());
    }

    /** A floor; one that nothing has happened on yet is quiet. */
    FloorEntry entry(FloorId floor) {
        FloorEntry known = floors.get(floor);
        return known == null ? FloorEntry.unknown(floor) : known;
    }

    /** Writes down how a floor stands now. */
    void put(FloorEntry after) {
        FloorId floor = after.floor().floor();
        if (!after.equals(entry(floor))) {
            floors.put(floor, after);
            store(after);
        }
    }

    /** Stores all floors again when it is time for that. */
    void storeAgain(Instant now) {
        if (storeAgainAt == null || now.isBefore(storeAgainAt)) {
            return;
        }
        floors.values().forEach(this::store);
        storeAgainAt = now.isBefore(lateWritesEnd) ? now.plus(STORE_AGAIN_EVERY) : null;
    }

    private void store(FloorEntry entry) {
        store.put(entry.floor().floor().text(), FloorForm.write(entry));
    }
}
