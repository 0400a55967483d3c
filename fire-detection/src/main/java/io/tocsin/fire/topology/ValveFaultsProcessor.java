package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.fire.notice.Notices;
import io.tocsin.model.fire.FloorEvent;
import io.tocsin.model.fire.SystemFault;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Makes faults of the system out of what valves have not done. */
final class ValveFaultsProcessor extends ContextualProcessor<byte[], FloorEvent, byte[], SystemFault> {
    @Override
    public void process(Record<byte[], FloorEvent> message) {
        Notices.faultIn(message.value()).ifPresent(fault -> context()
                .forward(message.withKey(fault.part().getBytes(UTF_8)).withValue(fault)));
    }
}
