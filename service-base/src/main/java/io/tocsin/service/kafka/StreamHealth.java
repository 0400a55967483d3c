package io.tocsin.service.kafka;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Startup;

/** Alive as long as the stream can go on by itself. When a service is ready it says itself. */
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
}
