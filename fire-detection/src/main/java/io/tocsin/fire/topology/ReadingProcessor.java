package io.tocsin.fire.topology;

import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.topic.Topic;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads what fire detection itself has written. What somebody else has put there is refused and stops nothing.
 *
 * @param <T> what is read
 */
final class ReadingProcessor<T> extends ContextualProcessor<byte[], byte[], byte[], T> {
    private final Topic topic;
    private final JsonForm<T> form;
    private final Refusals refusals;

    ReadingProcessor(Topic topic, JsonForm<T> form, Refusals refusals) {
        this.topic = topic;
        this.form = form;
        this.refusals = refusals;
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        T value;
        try {
            value = form.read(Objects.requireNonNullElse(message.value(), new byte[0]));
        } catch (IllegalArgumentException e) {
            refusals.add(
                    Reason.UNREADABLE_INTERNAL,
                    topic.name(),
                    message.key(),
                    Instant.ofEpochMilli(context().currentSystemTimeMs()),
                    String.valueOf(e.getMessage()));
            return;
        }
        context().forward(message.withValue(value));
    }
}
