package io.tocsin.fire.topology;

import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.Origin;
import io.tocsin.model.fire.ValveReport;
import io.tocsin.model.topic.Topics;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Takes what valves report, on whatever partition, to their floors. */
final class ReportsProcessor extends ContextualProcessor<byte[], byte[], byte[], FloorInput> {
    private final FireParts parts;
    private Pulse.@Nullable Hold hold;

    ReportsProcessor(FireParts parts) {
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<byte[], FloorInput> context) {
        super.init(context);
        hold = parts.pulse().hold();
    }

    @Override
    public void process(Record<byte[], byte[]> message) {
        Objects.requireNonNull(hold, "init comes first").check();
        FloorId floor = FloorId.ofKey(message.key());
        if (floor == null) {
            refuse(message, "the key is no floor");
            return;
        }
        ValveReport report;
        try {
            report = ValveReport.read(message.value());
        } catch (IllegalArgumentException e) {
            refuse(message, String.valueOf(e.getMessage()));
            return;
        }
        RecordMetadata place = context().recordMetadata().orElseThrow();
        var reported = new FloorInput.Reported(
                report, Instant.ofEpochMilli(message.timestamp()), new Origin(place.partition(), place.offset()));
        context().forward(message.withKey(floor.toKey()).withValue(reported));
    }

    private void refuse(Record<byte[], byte[]> message, String detail) {
        Instant now = Instant.ofEpochMilli(context().currentSystemTimeMs());
        parts.refusals().add(Reason.UNREADABLE_REPORT, Topics.VALVE_REPORTS.name(), message.key(), now, detail);
    }
}
