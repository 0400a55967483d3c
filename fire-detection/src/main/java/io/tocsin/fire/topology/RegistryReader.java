package io.tocsin.fire.topology;

import io.tocsin.fire.registry.RegistryTable;
import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.topic.Topic;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Reads a registry topic into its table. What is no entry is refused and changes nothing.
 *
 * @param <K> what names an entry
 * @param <V> an entry
 */
final class RegistryReader<K, V> implements Processor<byte[], byte[], Void, Void> {
    private final Topic topic;
    private final RegistryTable<K, V> table;
    private final KeyReading<K> keys;
    private final JsonForm<V> values;
    private final Function<V, byte[]> keyOf;
    private final Refusals refusals;

    /**
     * Reads a key; null when it is none.
     *
     * @param <K> what names an entry
     */
    @FunctionalInterface
    interface KeyReading<K> {
        @Nullable K read(byte @Nullable [] key);
    }

    /**
     * @param keys reads a key; null when it is none
     * @param keyOf the key that a value belongs under
     */
    RegistryReader(
            Topic topic,
            RegistryTable<K, V> table,
            KeyReading<K> keys,
            JsonForm<V> values,
            Function<V, byte[]> keyOf,
            Refusals refusals) {
        this.topic = topic;
        this.table = table;
        this.keys = keys;
        this.values = values;
        this.keyOf = keyOf;
        this.refusals = refusals;
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        K key = keys.read(message.key());
        if (key == null) {
            refuse(message, "the key is none of this registry");
            return;
        }
        if (message.value() == null) {
            table.set(key, null);
            return;
        }
        try {
            V value = values.read(message.value());
            if (Arrays.equals(keyOf.apply(value), message.key())) {
                table.set(key, value);
            } else {
                refuse(message, "the key is not the one in the value");
            }
        } catch (IllegalArgumentException e) {
            refuse(message, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(Record<byte[], byte[]> message, String detail) {
        refusals.add(
                Reason.UNREADABLE_REGISTRATION,
                topic.name(),
                message.key(),
                Instant.ofEpochMilli(message.timestamp()),
                detail);
    }
}
