package io.tocsin.calls;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory that all RocksDB stores of this process use together, so that it does not grow with partitions. Without
 * it each store of each partition brings a block cache of 50 MB and memtables of 48 MB of its own.
 *
 * <p>Named in the Kafka Streams configuration as {@code rocksdb.config.setter}. Two further keys of that configuration say
 * how much; stores that were given the same figures share one cache:
 * <ul>
 *   <li>{@value #CACHE_BYTES}: blocks, indexes and filters that were read; 32 MB unless said otherwise
 *   <li>{@value #MEMTABLES_BYTES}: what was written and not yet flushed to disk; 16 MB unless said otherwise
 * </ul>
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {
    /** How many bytes of blocks, indexes and filters are cached. */
    public static final String CACHE_BYTES = "rocksdb.cache.bytes";
    /** How many bytes of memtables there are. */
    public static final String MEMTABLES_BYTES = "rocksdb.memtables.bytes";

    static final long DEFAULT_CACHE_BYTES = 32L << 20;
    static final long DEFAULT_MEMTABLES_BYTES = 16L << 20;

    private static final long SMALLEST = 1L << 20;
    private static final long MEMTABLES_IN_BOUND = 8;
    private static final int SHARD_BITS = 2;
    private static final double SHARE_OF_INDEXES = 0.2;
    private static final Map<Bounds, Shared> SHARED = new ConcurrentHashMap<>();

    /** How much. */
    private record Bounds(long cacheBytes, long memtablesBytes) {
        static Bounds of(Map<String, Object> config) {
            return new Bounds(
                    bytes(config, CACHE_BYTES, DEFAULT_CACHE_BYTES),
                    bytes(config, MEMTABLES_BYTES, DEFAULT_MEMTABLES_BYTES));
        }
    }

    /** What the stores share. Lives as long as the process: closing it under another store would crash that one. */
    private record Shared(Cache cache, WriteBufferManager memtables) {
        static Shared of(Bounds bounds) {
            RocksDB.loadLibrary();
            // Memtables are charged to the cache, so the sum is one bound that RocksDB itself keeps.
            var cache = new LRUCache(bounds.cacheBytes + bounds.memtablesBytes, SHARD_BITS, false, SHARE_OF_INDEXES);
            return new Shared(cache, new WriteBufferManager(bounds.memtablesBytes, cache));
        }
    }

    /** @throws IllegalArgumentException when a figure is no number of bytes of at least 1 MB; the message says which */
    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared shared = shared(configs);
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(shared.cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(shared.memtables);
        // RocksDB flushes the store that is being written when the bound is reached; small ones, so that the idle keep
        // little.
        options.setWriteBufferSize(Bounds.of(configs).memtablesBytes / MEMTABLES_IN_BOUND);
    }

    /** Closes nothing: what is shared outlives each store. */
    @Override
    public void close(String storeName, Options options) {}

    /** How many bytes of the shared bound are in use, memtables included. */
    static long usedBytes(Map<String, Object> configs) {
        return shared(configs).cache.getUsage();
    }

    private static Shared shared(Map<String, Object> configs) {
        return SHARED.computeIfAbsent(Bounds.of(configs), Shared::of);
    }

    private static long bytes(Map<String, Object> configs, String key, long otherwise) {
        @Nullable Object figure = configs.get(key);
        if (figure == null) {
            return otherwise;
        }
        long bytes;
        try {
            bytes = Long.parseLong(figure.toString().trim());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a number of bytes, not \"" + figure + '"', e);
        }
        if (bytes < SMALLEST) {
            throw new IllegalArgumentException(key + " must be at least 1 MB (" + SMALLEST + "), not " + bytes);
        }
        return bytes;
    }
}
