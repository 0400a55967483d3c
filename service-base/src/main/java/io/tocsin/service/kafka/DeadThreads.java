package io.tocsin.service.kafka;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/** What happens to the stream when a thread of it dies. */
final class DeadThreads {
    private static final Logger LOG = Logger.getLogger(DeadThreads.class);
    private static final Duration BEFORE_REPLACING = Duration.ofSeconds(1);

    /** A dead thread is replaced, after a moment: what killed it may kill the next, and must not eat the processor. */
    @Produces
    @Singleton
    StreamsUncaughtExceptionHandler replaceDeadThreads() {
        return failure -> {
            LOG.error("A stream thread died and is replaced; its work is taken up again from the last commit", failure);
            LockSupport.parkNanos(BEFORE_REPLACING.toNanos());
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
        };
    }
}
