package io.tocsin.model.json;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's serde of one event type, as JSON.
 *
 * <p>Where anything may arrive (a topic others write to) read the bytes in a step of the topology instead: a
 * deserializer can only throw, and under exactly-once that ends the transaction.
 *
 * @param <T> the event
 */
public final class JsonSerde<T> implements Serde<T> {
    private final JsonForm<T> form;

    private JsonSerde(Class<T> type) {
        this.form = Json.form(type);
    }

    /** The serde of {@code type}. */
    public static <T> JsonSerde<T> of(Class<T> type) {
        return new JsonSerde<>(type);
    }

    @Override
    public Serializer<T> serializer() {
        return (topic, value) -> value == null ? null : form.write(value);
    }

    @Override
    public Deserializer<T> deserializer() {
        return new Deserializer<>() {
            @Override
            public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
                if (bytes == null) {
                    return null;
                }
                try {
                    return form.read(bytes);
                } catch (IllegalArgumentException e) {
                    throw new SerializationException("cannot read a record of " + topic + ": " + e.getMessage(), e);
                }
            }
        };
    }
}
