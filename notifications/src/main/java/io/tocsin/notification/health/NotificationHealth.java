package io.tocsin.notification.health;

import io.tocsin.notification.smpp.SmppGateway;
import io.tocsin.notification.topology.NotificationParts;
import io.tocsin.service.kafka.KafkaContact;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.apache.kafka.streams.KafkaStreams;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while the stream runs and Kafka is there. A gateway that is away changes nothing: messages are taken in and wait. */
final class NotificationHealth {

    @Produces
    @Singleton
    @Readiness
    HealthCheck ready(KafkaStreams streams, KafkaContact kafka, NotificationParts parts, SmppGateway smsCentre) {
        return () -> {
            KafkaStreams.State state = streams.state();
            boolean running = state == KafkaStreams.State.RUNNING;
            return HealthCheckResponse.named("people are told")
                    .withData("stream", running ? "running" : "not running: " + state)
                    .withData("kafka", kafka.isThere() ? "there" : "does not answer")
                    .withData(
                            "circuit to the mail server",
                            parts.emails().engine().circuit())
                    .withData("circuit to the SMS centre", parts.sms().engine().circuit())
                    .withData("session with the SMS centre", smsCentre.isBound() ? "bound" : "not bound")
                    .withData(
                            "people in the on-call directory",
                            parts.contacts().directory().contacts().size())
                    .status(running && kafka.isThere())
                    .build();
        };
    }
}
