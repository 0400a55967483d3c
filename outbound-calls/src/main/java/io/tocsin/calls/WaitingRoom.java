package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Requests that wait for their due time. The store's key is the due time (8 bytes, big-endian) and then the id, so the next
 * due ones are the first of a range and nobody scans the rest.
 *
 * <p>The range begins where the last one ended and not at the store's start: RocksDB would otherwise walk over the
 * tombstones of everything already removed. A request that is put before that point moves it back.
 */
final class WaitingRoom {
    private final KeyValueStore<Bytes, byte[]> store;
    private final AgeBook ages = new AgeBook();
    private long size;
    private long earliestMillis = Long.MAX_VALUE;

    WaitingRoom(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<Bytes, byte[]> entry = all.next();
                size++;
                ages.add(StoredRequest.of(entry.value).history().firstSeenMillis());
                earliestMillis = Math.min(earliestMillis, dueMillis(entry.key));
            }
        }
    }

    /** One that is due. */
    record Due(Bytes storeKey, String id, StoredRequest request) {}

    void put(long dueMillis, String id, StoredRequest request) {
        store.put(storeKey(dueMillis, id), request.toBytes());
        size++;
        ages.add(request.history().firstSeenMillis());
        earliestMillis = Math.min(earliestMillis, dueMillis);
    }

    /** Up to {@code most} requests that are due at {@code nowMillis}, earliest first. */
    List<Due> due(long nowMillis, int most) {
        if (earliestMillis > nowMillis) {
            return List.of();
        }
        var due = new ArrayList<Due>();
        long next = Long.MAX_VALUE;
        try (KeyValueIterator<Bytes, byte[]> waiting = store.range(storeKey(earliestMillis, ""), null)) {
            while (waiting.hasNext()) {
                KeyValue<Bytes, byte[]> entry = waiting.next();
                long dueMillis = dueMillis(entry.key);
                if (dueMillis > nowMillis || due.size() == most) {
                    next = dueMillis;
                    break;
                }
                due.add(new Due(entry.key, id(entry.key), StoredRequest.of(entry.value)));
            }
        }
        earliestMillis = due.isEmpty() ? next : dueMillis(due.getFirst().storeKey());
        return due;
    }

    void remove(Due due) {
        store.delete(due.storeKey());
        size--;
        ages.remove(due.request().history().firstSeenMillis());
    }

    long size() {
        return size;
    }

    AgeBook ages() {
        return ages;
    }

    static Bytes storeKey(long dueMillis, String id) {
        byte[] text = id.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES + text.length)
                .putLong(dueMillis)
                .put(text)
                .array());
    }

    private static long dueMillis(Bytes storeKey) {
        return ByteBuffer.wrap(storeKey.get()).getLong();
    }

    private static String id(Bytes storeKey) {
        byte[] bytes = storeKey.get();
        return new String(bytes, Long.BYTES, bytes.length - Long.BYTES, UTF_8);
    }
}
