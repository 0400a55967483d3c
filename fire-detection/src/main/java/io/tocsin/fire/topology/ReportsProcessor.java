package io.tocsin.fire.topology;

import io.tocsin.fire.topology.Refusals.Reason;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorInput;
import io.tocsin.model.fire.Origin;
import io.tocsin.model.fire.ValveReport;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Takes what valves report, on whatever partition, to their floors. */
final class ReportsProcessor extends OwnersProcessor<FloorInput> {
    ReportsProcessor(FireParts parts) {
        super(parts);
    }

    @Override
    void handle(Record<byte[], byte[]> message) {
        FloorId floor = FloorId.ofKey(message.key());
        if (floor == null) {
            refuse(message, Reason.UNREADABLE_REPORT, "the key is no floor");
            return;
        }
        ValveReport report;
        try {
            report = ValveReport.read(message.value());
        } catch (IllegalArgumentException e) {
            refuse(message, Reason.UNREADABLE_REPORT, String.valueOf(e.getMessage()));
            return;
        }
        RecordMetadata place = context().recordMetadata().orElseThrow();
        var reported = new FloorInput.Reported(
                report, Instant.ofEpochMilli(message.timestamp()), new Origin(place.partition(), place.offset()));
        context().forward(message.withKey(floor.toKey()).withValue(reported));
    }
}
