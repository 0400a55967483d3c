package io.tocsin.toll.config;

import io.quarkus.runtime.ShutdownEvent;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.payment.ChargeAnswer;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What happens to calls in flight when the service stops. */
@Singleton
final class StreamsLifecycle {
    private static final Logger LOG = Logger.getLogger(StreamsLifecycle.class);
    private static final int BEFORE_THE_STREAMS_CLOSE = 100;

    private final OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls;
    private final TollConfig config;

    StreamsLifecycle(OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls, TollConfig config) {
        this.bankCalls = bankCalls;
        this.config = config;
    }

    void drain(@Observes @Priority(BEFORE_THE_STREAMS_CLOSE) ShutdownEvent stopping) {
        if (!bankCalls.drain(config.drainTimeout())) {
            LOG.warnf(
                    "%d calls to the bank are still running after %s. They go on; the next owner of their payments asks"
                            + " the bank what became of them.",
                    bankCalls.callsInFlight(), config.drainTimeout());
        }
    }
}
