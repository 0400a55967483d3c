package io.tocsin.toll.health;

import io.tocsin.calls.OutboundCalls;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.payment.ChargeAnswer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/**
 * Alive as long as the stream can go on by itself; ready while it runs and Kafka is there. A bank that is away makes neither
 * false: payments are taken in and wait.
 */
final class StreamHealth {

    @Produces
    @Singleton
    @Liveness
    HealthCheck live(KafkaStreams streams) {
        return () -> {
            KafkaStreams.State state = streams.state();
            boolean lost = state == KafkaStreams.State.ERROR || state == KafkaStreams.State.NOT_RUNNING;
            return HealthCheckResponse.named("stream can go on")
                    .withData("state", state.name())
                    .status(!lost)
                    .build();
        };
    }

    @Produces
    @Singleton
    @Startup
    HealthCheck started(KafkaStreams streams) {
        return () -> HealthCheckResponse.named("stream has started")
                .withData("state", streams.state().name())
                .status(streams.state() != KafkaStreams.State.CREATED)
                .build();
    }

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
