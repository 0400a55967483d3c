package io.tocsin.fire.health;

import io.tocsin.fire.topology.FireMeters;
import io.tocsin.fire.topology.FireParts;
import io.tocsin.service.kafka.KafkaContact;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the stream runs and Kafka is there. How far signals have been read is told with it. */
final class DetectionHealth {

    @Produces
    @Singleton
    @Readiness
    HealthCheck ready(KafkaStreams streams, KafkaContact kafka, FireParts parts) {
        return () -> {
            KafkaStreams.State state = streams.state();
            boolean running = state == KafkaStreams.State.RUNNING;
            Collection<FireMeters.Supervised> supervised =
                    parts.meters().supervised().values();
            return HealthCheckResponse.named("signals are handled")
                    .withData("stream", running ? "running" : "not running: " + state)
                    .withData("kafka", kafka.isThere() ? "there" : "does not answer")
                    .withData("signals read up to", readUpTo(supervised))
                    .withData(
                            "detectors supervised here",
                            supervised.stream()
                                    .mapToInt(FireMeters.Supervised::detectors)
                                    .sum())
                    .withData(
                            "of which silent",
                            supervised.stream()
                                    .mapToInt(FireMeters.Supervised::faulty)
                                    .sum())
                    .status(running && kafka.isThere())
                    .build();
        };
    }

    private static String readUpTo(Collection<FireMeters.Supervised> supervised) {
        return supervised.stream()
                .map(FireMeters.Supervised::readUpTo)
                .min(Instant::compareTo)
                .map(Instant::toString)
                .orElse("no partition is read here");
    }
}
