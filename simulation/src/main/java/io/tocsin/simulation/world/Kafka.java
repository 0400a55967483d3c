package io.tocsin.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What Kafka keeps whatever dies: the topic, the committed offsets, and the stores as far as they were committed. */
final class Kafka {
    private final List<Partition> partitions = new ArrayList<>();

    /** One partition and what belongs to it. */
    static final class Partition {
        private final int number;
        private final Log log = new Log();
        private final Map<String, NavigableMap<?, byte[]>> stores = new HashMap<>();
        private long committedOffset;

        private Partition(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        Log log() {
            return log;
        }

        /** Where the next owner begins to read. */
        long committedOffset() {
            return committedOffset;
        }

        void commitOffset(long offset) {
            committedOffset = offset;
        }

        /** The committed entries of a store, to be read and changed. */
        @SuppressWarnings("unchecked") // a store is always asked for with the keys that it has
        <K extends Comparable<K>> NavigableMap<K, byte[]> store(String name) {
            return (NavigableMap<K, byte[]>) stores.computeIfAbsent(name, it -> new TreeMap<K, byte[]>());
        }

        int storeSize(String name) {
            NavigableMap<?, byte[]> store = stores.get(name);
            return store == null ? 0 : store.size();
        }
    }

    Kafka(int count) {
        for (int number = 0; number < count; number++) {
            partitions.add(new Partition(number));
        }
    }

    List<Partition> partitions() {
        return partitions;
    }

    Partition partition(int number) {
        return partitions.get(number);
    }

    Partition partitionOf(String key) {
        return partitions.get(Math.floorMod(key.hashCode(), partitions.size()));
    }
}
