package io.tocsin.service.kafka;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/**
 * Says goodbye to Kafka when the service stops: its partitions are then taken over at once. Kafka Streams by itself stays in
 * the group, and others would wait for its session to end.
 */
@Singleton
final class GroupLeaver {
    private static final Logger LOG = Logger.getLogger(GroupLeaver.class);

    /** After a service has finished what it has in hand, before Quarkus closes the streams in its own way. */
    private static final int BEFORE_THE_STREAMS_CLOSE = 200;

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final Instance<KafkaStreams> streams;

    GroupLeaver(Instance<KafkaStreams> streams) {
        this.streams = streams;
    }

    void leave(@Observes @Priority(BEFORE_THE_STREAMS_CLOSE) ShutdownEvent stopping) {
        boolean closed = streams.get()
                .close(CloseOptions.groupMembershipOperation(LEAVE_GROUP).withTimeout(CLOSING));
        if (!closed) {
            LOG.warnf("The stream threads are still busy after %s and are left behind", CLOSING);
        }
    }
}
