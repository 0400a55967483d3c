package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.fire.Notification;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Words for people what has been read back.
 *
 * @param <E> what happened
 */
final class NoticesProcessor<E> extends ContextualProcessor<byte[], E, byte[], Notification> {
    private final Function<E, Optional<Notification>> words;

    NoticesProcessor(Function<E, Optional<Notification>> words) {
        this.words = words;
    }

    @Override
    public void process(Record<byte[], E> message) {
        words.apply(message.value()).ifPresent(notification -> context()
                .forward(
                        message.withKey(notification.incident().getBytes(UTF_8)).withValue(notification)));
    }
}
