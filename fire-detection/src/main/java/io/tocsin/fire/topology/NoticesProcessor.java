package io.tocsin.fire.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.fire.Notification;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Words for people what has been read back. What is a day old is not told any more: Kafka forgets after seven days how far a group has
 * read that is not there, and then all that ever happened is read again.
 *
 * @param <E> what happened
 */
final class NoticesProcessor<E> extends ContextualProcessor<byte[], E, byte[], Notification> {
    private static final Duration LATEST = Duration.ofDays(1);

    private final Function<E, Optional<Notification>> words;
    private final FireMeters meters;

    NoticesProcessor(Function<E, Optional<Notification>> words, FireMeters meters) {
        this.words = words;
        this.meters = meters;
    }

    @Override
    public void process(Record<byte[], E> message) {
        words.apply(message.value()).ifPresent(notification -> {
            if (context().currentSystemTimeMs() - message.timestamp() > LATEST.toMillis()) {
                meters.noticeTooLate();
            } else {
                context()
                        .forward(message.withKey(notification.incident().getBytes(UTF_8))
                                .withValue(notification));
            }
        });
    }
}
