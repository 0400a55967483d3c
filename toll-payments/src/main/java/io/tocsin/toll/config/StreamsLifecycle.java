package io.tocsin.toll.config;

import static org.apache.kafka.streams.CloseOptions.GroupMembershipOperation.LEAVE_GROUP;

import io.quarkus.runtime.ShutdownEvent;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.payment.ChargeAnswer;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/** What happens to the stream when a thread of it dies, and when the service stops. */
@Singleton
final class StreamsLifecycle {
    private static final Logger LOG = Logger.getLogger(StreamsLifecycle.class);
    private static final Duration BEFORE_REPLACING = Duration.ofSeconds(1);
    private static final int BEFORE_THE_STREAMS_CLOSE = 100;
    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls;
    private final TollConfig config;
    private final Instance<KafkaStreams> streams;

    StreamsLifecycle(
            OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls,
            TollConfig config,
            Instance<KafkaStreams> streams) {
        this.bankCalls = bankCalls;
        this.config = config;
        this.streams = streams;
    }

    /** A dead thread is replaced, after a moment: what killed it may kill the next, and must not eat the processor. */
    @Produces
    @Singleton
    StreamsUncaughtExceptionHandler replaceDeadThreads() {
        return failure -> {
            LOG.error(
                    "A stream thread died and is replaced; its payments are taken up again from the last commit",
                    failure);
            LockSupport.parkNanos(BEFORE_REPLACING.toNanos());
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
        };
    }

    void drain(@Observes @Priority(BEFORE_THE_STREAMS_CLOSE) ShutdownEvent stopping) {
        if (!bankCalls.drain(config.drainTimeout())) {
            LOG.warnf(
                    "%d calls to the bank are still running after %s. They go on; the next owner of their payments asks"
                            + " the bank what became of them.",
                    bankCalls.callsInFlight(), config.drainTimeout());
        }
        // Who says goodbye has his partitions taken over at once; otherwise Kafka waits for the session to end.
        boolean closed = streams.get()
                .close(CloseOptions.groupMembershipOperation(LEAVE_GROUP).withTimeout(CLOSING));
        if (!closed) {
            LOG.warnf("The stream threads are still busy after %s and are left behind.", CLOSING);
        }
    }
}
