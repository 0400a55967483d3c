package io.tocsin.fire.topology;

import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.fire.supervision.Remembered;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.HostInfo;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the stores of this instance tell, and which instance has what. Safe to ask from any thread.
 *
 * <p>Every question throws {@code InvalidStateStoreException} while this instance is taking partitions over.
 */
public final class FireStores {
    private static final JsonForm<SupervisionEntry> ENTRY = Json.form(SupervisionEntry.class);

    private final KafkaStreams streams;
    private final Routing floors;
    private final Routing detectors;

    /** @param parts what the stream works with */
    public FireStores(KafkaStreams streams, FireParts parts) {
        this.streams = streams;
        this.floors = parts.floorRouting();
        this.detectors = parts.signalRouting();
    }

    /** Who looks after a floor; empty while nobody is known to. */
    public Optional<HostInfo> ownerOf(FloorId floor) {
        return owner(FloorsProcessor.STORE, floor.text(), floors.of(floor.toKey()));
    }

    /** Who supervises a detector; empty while nobody is known to. */
    public Optional<HostInfo> ownerOf(DetectorId detector) {
        return owner(SignalsProcessor.STORE, detector.number(), detectors.of(detector.toKey()));
    }

    /** How a floor stands, when it is looked after here; one that nothing has happened on yet is quiet. */
    public WatchedFloor floor(FloorId floor) {
        byte[] stored = this.<String>store(FloorsProcessor.STORE).get(floor.text());
        return stored == null
                ? WatchedFloor.unknown(floor)
                : FloorForm.read(stored).floor();
    }

    /** How the floors stand that are looked after here and that something has happened on. */
    public List<WatchedFloor> floors() {
        var all = new ArrayList<WatchedFloor>();
        try (KeyValueIterator<String, byte[]> entries =
                this.<String>store(FloorsProcessor.STORE).all()) {
            entries.forEachRemaining(
                    entry -> all.add(FloorForm.read(entry.value).floor()));
        }
        return all;
    }

    /** What is remembered of a detector, when it is supervised here. */
    public Remembered supervision(DetectorId detector) {
        byte[] stored = this.<Long>store(SignalsProcessor.STORE).get(detector.number());
        return stored == null ? Remembered.NOTHING : ENTRY.read(stored).remembered();
    }

    private <K> ReadOnlyKeyValueStore<K, byte[]> store(String name) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<K, byte[]>keyValueStore()));
    }

    private <K> Optional<HostInfo> owner(String store, K key, int partition) {
        StreamPartitioner<K, Object> here = (topic, itsKey, value, count) -> Optional.of(Set.of(partition));
        KeyQueryMetadata metadata = streams.queryMetadataForKey(store, key, here);
        return metadata == null || metadata.equals(KeyQueryMetadata.NOT_AVAILABLE)
                ? Optional.empty()
                : Optional.of(metadata.activeHost());
    }
}
