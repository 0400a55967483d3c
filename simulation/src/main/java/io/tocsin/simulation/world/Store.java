package io.tocsin.simulation.world;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A state store of one task: what was committed, and on top of it what the task has written since.
 *
 * @param <K> ordered as its bytes are
 */
final class Store<K extends Comparable<K>> implements KeyValueStore<K, byte[]> {
    private final String name;
    private final Listener listener;
    private final Seams seams;
    private final TreeMap<K, byte[]> entries = new TreeMap<>();
    private final List<Change<K>> changes = new ArrayList<>();
    private final List<Change<K>> lateChanges = new ArrayList<>();
    private NavigableMap<K, byte[]> committed = new TreeMap<>();

    private record Change<K>(K key, byte @Nullable [] value) {}

    /** Is told of each write before it is done; may throw. */
    interface Listener {
        void writing(Store<?> store, Object key, byte @Nullable [] value);
    }

    Store(String name, Listener listener, Seams seams) {
        this.name = name;
        this.listener = listener;
        this.seams = seams;
    }

    /** Begins anew with what is committed, as after a restore from the changelog. */
    void restore(NavigableMap<K, byte[]> committedEntries) {
        committed = committedEntries;
        if (seams.losesOnRestore(name)) {
            committed.clear();
        }
        entries.clear();
        committed.forEach((key, value) -> entries.put(key, seams.restored(name, value)));
        changes.clear();
        lateChanges.clear();
    }

    /** Makes durable what was written since the last time. */
    void commit() {
        for (Change<K> change : changes) {
            apply(committed, change.key, change.value);
        }
        changes.clear();
        changes.addAll(lateChanges);
        lateChanges.clear();
    }

    private void write(K key, byte @Nullable [] value) {
        listener.writing(this, key, value);
        apply(entries, key, value);
        if (seams.writesThrough(name, value == null)) {
            apply(committed, key, value);
        } else if (seams.writesLate(name, value)) {
            lateChanges.add(new Change<>(key, value));
        } else {
            changes.add(new Change<>(key, value));
        }
    }

    boolean contains(Object key) {
        return entries.containsKey(key);
    }

    private static <K> void apply(Map<K, byte[]> to, K key, byte @Nullable [] value) {
        if (value == null) {
            to.remove(key);
        } else {
            to.put(key, value);
        }
    }

    @Override
    public byte @Nullable [] get(K key) {
        return seams.forgets(name) ? null : entries.get(key);
    }

    @Override
    public void put(K key, byte @Nullable [] value) {
        write(key, value);
    }

    @Override
    public byte @Nullable [] putIfAbsent(K key, byte[] value) {
        byte[] before = entries.get(key);
        if (before == null) {
            write(key, value);
        }
        return before;
    }

    @Override
    public void putAll(List<KeyValue<K, byte[]>> many) {
        many.forEach(it -> write(it.key, it.value));
    }

    @Override
    public byte @Nullable [] delete(K key) {
        byte[] before = entries.get(key);
        write(key, null);
        return before;
    }

    @Override
    public KeyValueIterator<K, byte[]> range(@Nullable K from, @Nullable K to) {
        if (entries.isEmpty()) {
            return new Snapshot<>(Map.of());
        }
        K first = from == null ? entries.firstKey() : from;
        K last = to == null ? entries.lastKey() : to;
        return new Snapshot<>(first.compareTo(last) > 0 ? Map.of() : entries.subMap(first, true, last, true));
    }

    @Override
    public KeyValueIterator<K, byte[]> all() {
        return new Snapshot<>(entries);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        throw new UnsupportedOperationException("a simulated store is restored, not initialised");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    /** What was there when it was asked for; later writes do not show, as in RocksDB. */
    private static final class Snapshot<K> implements KeyValueIterator<K, byte[]> {
        private final List<KeyValue<K, byte[]>> entries;
        private final Iterator<KeyValue<K, byte[]>> iterator;
        private int next;

        Snapshot(Map<K, byte[]> map) {
            entries = new ArrayList<>(map.size());
            map.forEach((key, value) -> entries.add(new KeyValue<>(key, value)));
            iterator = entries.iterator();
        }

        @Override
        public void close() {}

        @Override
        public K peekNextKey() {
            if (!hasNext()) {
                throw new NoSuchElementException("nothing is left");
            }
            return entries.get(next).key;
        }

        @Override
        public boolean hasNext() {
            return iterator.hasNext();
        }

        @Override
        public KeyValue<K, byte[]> next() {
            next++;
            return iterator.next();
        }
    }
}
