package io.tocsin.bench;

import io.opentelemetry.api.OpenTelemetry;
import io.tocsin.notification.config.NotificationConfig;
import io.tocsin.notification.config.ServiceParts;
import io.tocsin.notification.smpp.SmppGateway;
import io.tocsin.notification.smtp.SmtpGateway;
import io.tocsin.service.kafka.DurableWriter;
import java.time.Clock;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The service's ways to mail server and SMS centre, the same for every contender.
 *
 * @param writer writes what the SMS centre reports to Kafka
 */
record Gateways(SmtpGateway mailServer, SmppGateway smsCentre, DurableWriter writer) implements AutoCloseable {

    static Gateways open(String bootstrapServers, NotificationConfig config) {
        DurableWriter writer = ServiceParts.writer(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers), config, OpenTelemetry.noop());
        return new Gateways(
                ServiceParts.mailServer(config.smtp(), Clock.systemUTC()),
                ServiceParts.smsCentre(config.smpp(), writer, Clock.systemUTC()),
                writer);
    }

    @Override
    public void close() {
        mailServer.close();
        smsCentre.close();
        writer.close();
    }
}
