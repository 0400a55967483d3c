package io.tocsin.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.tocsin.model.fire.Notification;
import io.tocsin.notification.config.NotificationConfig;
import io.tocsin.notification.config.ServiceParts;
import io.tocsin.notification.directory.ContactTable;
import io.tocsin.notification.routing.AckLinks;
import io.tocsin.notification.topology.NotificationMeters;
import io.tocsin.notification.topology.NotificationParts;
import io.tocsin.notification.topology.NotificationTopology;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;

/** Tocsin itself: the whole topology of notifications, as the service configures it. */
final class TocsinNotifier implements Notifier {
    private static final Duration AT_CLOSE = Duration.ofSeconds(30);
    private static final String SERVICE = "notifications";
    private static final String STREAMS = "kafka-streams.";

    @Override
    public String name() {
        return "Tocsin, exactly once";
    }

    @Override
    public int messages(int asked) {
        return asked;
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> records(Notification notification, int person) {
        return List.of(Notices.record(notification));
    }

    @Override
    public AutoCloseable start(String bootstrapServers, NotificationConfig config) {
        Gateways gateways = Gateways.open(bootstrapServers, config);
        var meters = new SimpleMeterRegistry();
        NotificationParts parts = ServiceParts.together(
                config,
                new ContactTable(),
                AckLinks.none(),
                ServiceParts.mails(config, gateways.mailServer(), meters, OpenTelemetry.noop()),
                ServiceParts.sms(config, gateways.smsCentre(), meters, OpenTelemetry.noop()),
                Clock.systemUTC(),
                new NotificationMeters(meters));
        var streams = new KafkaStreams(new NotificationTopology(parts).build(), settings(bootstrapServers));
        streams.start();
        return () -> {
            parts.emails().engine().drain(AT_CLOSE);
            parts.sms().engine().drain(AT_CLOSE);
            streams.close(AT_CLOSE);
            gateways.close();
        };
    }

    /** The service's own, from its properties. */
    private static Properties settings(String bootstrapServers) {
        Properties service = properties();
        var settings = new Properties();
        service.stringPropertyNames().stream()
                .filter(name -> name.startsWith(STREAMS))
                .forEach(name -> settings.put(name.substring(STREAMS.length()), service.getProperty(name)));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, SERVICE);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG, Workplace.directory(SERVICE).toString());
        // What waits when a contender starts was written before it: the service starts from nothing but finds it.
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        return settings;
    }

    /** Each service has an {@code application.properties}, and all are on the path here. */
    private static Properties properties() {
        try {
            for (URL file :
                    Collections.list(TocsinNotifier.class.getClassLoader().getResources("application.properties"))) {
                var properties = new Properties();
                try (InputStream in = file.openStream()) {
                    properties.load(in);
                }
                if (SERVICE.equals(properties.getProperty("quarkus.application.name"))) {
                    return properties;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the settings of " + SERVICE + " cannot be read", e);
        }
        throw new IllegalStateException("the settings of " + SERVICE + " are not on the path: build again");
    }
}
