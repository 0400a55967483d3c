package io.tocsin.fire.topology;

import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.json.JsonForm;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A step that only the owner of its partition may take: it does nothing once its process has stood still since Kafka gave it
 * the partition ({@link Pulse}). What cannot be read is refused, counted and shown, and stops nothing.
 *
 * @param <V> what it hands on
 */
abstract class OwnersProcessor<V> extends ContextualProcessor<byte[], byte[], byte[], V> {
    private final FireParts parts;
    private Pulse.@Nullable Hold hold;

    OwnersProcessor(FireParts parts) {
        this.parts = parts;
    }

    @Override
    public final void init(ProcessorContext<byte[], V> context) {
        super.init(context);
        hold = parts.pulse().hold();
        begin();
    }

    /** Kafka has given it the partition: for the first time, or again after it was taken away. */
    void begin() {}

    @Override
    public final void process(Record<byte[], byte[]> message) {
        checkHold();
        handle(message);
    }

    /** Takes a record. */
    abstract void handle(Record<byte[], byte[]> message);

    /** What is done from time to time. */
    final Punctuator asOwner(Runnable what) {
        return time -> {
            checkHold();
            what.run();
        };
    }

    final FireParts parts() {
        return parts;
    }

    /** Reads a record's value; null when it cannot be read, and then it has been refused. */
    final <T> @Nullable T read(Record<byte[], byte[]> message, JsonForm<T> form, Reason reason) {
        try {
            return form.read(Objects.requireNonNullElse(message.value(), new byte[0]));
        } catch (IllegalArgumentException e) {
            refuse(message, reason, String.valueOf(e.getMessage()));
            return null;
        }
    }

    final void refuse(Record<byte[], byte[]> message, Reason reason, String detail) {
        parts.refusals().add(reason, topic(), message.key(), now(), detail);
    }

    /** Of the record that is being processed. */
    final String topic() {
        return context().recordMetadata().orElseThrow().topic();
    }

    final Instant now() {
        return Instant.ofEpochMilli(context().currentSystemTimeMs());
    }

    private void checkHold() {
        Objects.requireNonNull(hold, "init comes first").check();
    }
}
