package io.tocsin.fire.topology;

import io.tocsin.model.fire.FloorId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The floors of one partition: worked on on the heap, and stored when they change. */
final class FloorBook {
    private final KeyValueStore<String, byte[]> store;
    private final Map<FloorId, FloorEntry> floors = new HashMap<>();

    /** Reads what the last owner of the partition has left. */
    FloorBook(KeyValueStore<String, byte[]> store) {
        this.store = store;
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
            store.put(floor.text(), FloorForm.write(after));
        }
    }
}
