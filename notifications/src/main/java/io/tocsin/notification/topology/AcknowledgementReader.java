package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.notification.IncidentInput;
import io.tocsin.model.topic.Topics;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads a topic for what acknowledges incidents, and hands it on to the incident's partition. What cannot be read there is refused by
 * whom the topic is for.
 *
 * @param <E> the topic's values
 */
final class AcknowledgementReader<E> extends ContextualProcessor<byte[], byte[], byte[], Outgoing> {
    private final JsonForm<E> form;
    private final Function<E, Optional<IncidentInput.Acknowledged>> acknowledged;
    private final NotificationMeters meters;

    AcknowledgementReader(
            Class<E> type, Function<E, Optional<IncidentInput.Acknowledged>> acknowledged, NotificationMeters meters) {
        this.form = Json.form(type);
        this.acknowledged = acknowledged;
        this.meters = meters;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        try {
            acknowledged.apply(form.read(record.value())).ifPresent(it -> context()
                    .forward(new Record<>(
                            it.incident().getBytes(UTF_8),
                            new Outgoing(Topics.INCIDENT_INPUTS, Json.write(it)),
                            record.timestamp(),
                            record.headers())));
        } catch (IllegalArgumentException e) {
            meters.unreadable();
        }
    }
}
