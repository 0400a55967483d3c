package io.tocsin.notification.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.model.notification.EmailMessage;
import io.tocsin.model.notification.SmsMessage;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.directory.ContactTable;
import io.tocsin.notification.routing.AckLinks;
import io.tocsin.notification.routing.AckTokens;
import io.tocsin.notification.smpp.SmppGateway;
import io.tocsin.notification.smtp.SmtpGateway;
import io.tocsin.notification.topology.NotificationMeters;
import io.tocsin.notification.topology.NotificationParts;
import io.tocsin.notification.topology.NotificationTopology;
import io.tocsin.service.http.LargestBody;
import io.tocsin.service.kafka.DurableWriter;
import io.tocsin.service.secret.SecretFile;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.jboss.logging.Logger;

/** Puts the parts together. */
final class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final int BEFORE_THE_STREAMS_CLOSE = 100;

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    SmtpGateway mailServer(NotificationConfig config, Clock clock) {
        return ServiceParts.mailServer(config.smtp(), clock);
    }

    void close(@Disposes SmtpGateway gateway) {
        gateway.close();
    }

    @Produces
    @Singleton
    SmppGateway smsCentre(NotificationConfig config, DurableWriter writer, Clock clock) {
        return ServiceParts.smsCentre(config.smpp(), writer, clock);
    }

    void close(@Disposes SmppGateway gateway) {
        gateway.close();
    }

    @Produces
    @Singleton
    OutboundCalls<EmailMessage, DeliveryAnswer.Accepted> mails(
            NotificationConfig config, SmtpGateway gateway, MeterRegistry meters, OpenTelemetry telemetry) {
        return ServiceParts.mails(config, gateway, meters, telemetry);
    }

    @Produces
    @Singleton
    OutboundCalls<SmsMessage, DeliveryAnswer.Accepted> sms(
            NotificationConfig config, SmppGateway gateway, MeterRegistry meters, OpenTelemetry telemetry) {
        return ServiceParts.sms(config, gateway, meters, telemetry);
    }

    @Produces
    @Singleton
    ContactTable contacts() {
        return new ContactTable();
    }

    @Produces
    @Singleton
    AckLinks links(NotificationConfig config) {
        NotificationConfig.Acknowledgement acknowledgement = config.acknowledgement();
        if (acknowledgement.secretFile().isEmpty()) {
            LOG.warn("Messages carry no link to acknowledge: no secret is configured"
                    + " (tocsin.notifications.acknowledgement.secret-file)");
            return AckLinks.none();
        }
        Path file = acknowledgement.secretFile().get();
        try {
            List<byte[]> secrets = SecretFile.lines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.getBytes(UTF_8))
                    .toList();
            return AckLinks.to(acknowledgement.address(), new AckTokens(secrets), acknowledgement.life());
        } catch (IOException e) {
            throw new UncheckedIOException("the secrets of acknowledgements cannot be read: " + file, e);
        }
    }

    @Produces
    @Singleton
    NotificationMeters meters(MeterRegistry registry) {
        return new NotificationMeters(registry);
    }

    @Produces
    @Singleton
    NotificationParts parts(
            NotificationConfig config,
            ContactTable contacts,
            AckLinks links,
            OutboundCalls<EmailMessage, DeliveryAnswer.Accepted> mails,
            OutboundCalls<SmsMessage, DeliveryAnswer.Accepted> sms,
            Clock clock,
            NotificationMeters meters) {
        return ServiceParts.together(config, contacts, links, mails, sms, clock, meters);
    }

    /** Default scope: of a client proxy Kafka Streams would see no sources. */
    @Produces
    Topology topology(NotificationParts parts) {
        return new NotificationTopology(parts).build();
    }

    @Produces
    @Singleton
    DurableWriter writer(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            NotificationConfig config,
            OpenTelemetry telemetry) {
        return ServiceParts.writer(broker, config, telemetry);
    }

    void close(@Disposes DurableWriter writer) {
        writer.close();
    }

    /** An acknowledgement has no body. */
    @Produces
    @Singleton
    LargestBody largestBody() {
        return new LargestBody(4 * 1024, "acknowledgement");
    }

    void drain(
            @Observes @Priority(BEFORE_THE_STREAMS_CLOSE) ShutdownEvent stopping,
            NotificationParts parts,
            NotificationConfig config) {
        for (OutboundCalls<?, ?> engine :
                List.of(parts.emails().engine(), parts.sms().engine())) {
            if (!engine.drain(config.drainTimeout())) {
                LOG.warnf(
                        "%d messages are still being handed over after %s. They go on; what becomes of them nobody can tell.",
                        engine.callsInFlight(), config.drainTimeout());
            }
        }
    }
}
