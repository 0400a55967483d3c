package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class BoundedRocksDbTest {
    private static final long MB = 1L << 20;

    @Test
    void shouldKeepManyStoresWithinOneBound(@TempDir Path directory) throws Exception {
        Map<String, Object> config =
                Map.of(BoundedRocksDb.CACHE_BYTES, 4 * MB, BoundedRocksDb.MEMTABLES_BYTES, Long.toString(2 * MB));
        var stores = new ArrayList<RocksDB>();
        var setter = new BoundedRocksDb();
        try {
            byte[] value = "x".repeat(1_000).getBytes(UTF_8);
            for (int store = 0; store < 8; store++) {
                RocksDB opened = open(setter, "store-" + store, directory, config);
                stores.add(opened);
                for (int i = 0; i < 4_000; i++) {
                    opened.put(Integer.toString(i).getBytes(UTF_8), value);
                    opened.get(Integer.toString(i / 2).getBytes(UTF_8));
                }
            }

            long held = 0;
            for (RocksDB store : stores) {
                held += store.getLongProperty("rocksdb.cur-size-all-mem-tables");
            }
            assertThat(held).as("32 MB were written").isLessThan(4 * MB);
            assertThat(BoundedRocksDb.usedBytes(config)).isPositive().isLessThanOrEqualTo(8 * MB);
        } finally {
            stores.forEach(RocksDB::close);
        }
    }

    private static RocksDB open(BoundedRocksDb setter, String name, Path directory, Map<String, Object> config)
            throws RocksDBException, IOException {
        RocksDB.loadLibrary();
        var options = new Options().setCreateIfMissing(true);
        options.setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(new LRUCache(50 * MB)));
        setter.setConfig(name, options, config);
        return RocksDB.open(
                options, Files.createDirectories(directory.resolve(name)).toString());
    }

    @Test
    void shouldSayWhichFigureMakesNoSense() {
        for (String key : List.of(BoundedRocksDb.CACHE_BYTES, BoundedRocksDb.MEMTABLES_BYTES)) {
            assertThatThrownBy(() -> BoundedRocksDb.usedBytes(Map.of(key, "lots")))
                    .hasMessage(key + " must be a number of bytes, not \"lots\"");
            assertThatThrownBy(() -> BoundedRocksDb.usedBytes(Map.of(key, 5)))
                    .hasMessage(key + " must be at least 1 MB (1048576), not 5");
        }
    }
}
