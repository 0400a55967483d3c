package io.tocsin.toll.health;

import io.tocsin.calls.OutboundCalls;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.service.kafka.KafkaContact;
import io.tocsin.toll.payment.ChargeAnswer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the stream runs and Kafka is there. A bank that is away changes nothing: payments are taken in and wait. */
final class PaymentsHealth {

    @Produces
    @Singleton
    @Readiness
    HealthCheck ready(
            KafkaStreams streams, KafkaContact kafka, OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls) {
        return () -> {
            KafkaStreams.State state = streams.state();
            boolean running = state == KafkaStreams.State.RUNNING;
            return HealthCheckResponse.named("payments are handled")
                    .withData("stream", running ? "running" : "not running: " + state)
                    .withData("kafka", kafka.isThere() ? "there" : "does not answer")
                    .withData("circuit to the bank", bankCalls.circuit())
                    .status(running && kafka.isThere())
                    .build();
        };
    }
}
