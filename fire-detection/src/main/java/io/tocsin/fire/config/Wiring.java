package io.tocsin.fire.config;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import io.tocsin.fire.floor.ValveTiming;
import io.tocsin.fire.operator.PeerPass;
import io.tocsin.fire.operator.Users;
import io.tocsin.fire.polling.AnswerWriter;
import io.tocsin.fire.polling.HttpDetectorLine;
import io.tocsin.fire.polling.Poller;
import io.tocsin.fire.registry.OwnedPartitions;
import io.tocsin.fire.registry.Registry;
import io.tocsin.fire.supervision.SupervisionPolicy;
import io.tocsin.fire.topology.FireMeters;
import io.tocsin.fire.topology.FireParts;
import io.tocsin.fire.topology.FireStores;
import io.tocsin.fire.topology.FireTopology;
import io.tocsin.fire.topology.Pulse;
import io.tocsin.fire.topology.Refusals;
import io.tocsin.fire.topology.Routing;
import io.tocsin.model.topic.Topics;
import io.tocsin.service.http.LargestBody;
import io.tocsin.service.kafka.DurableProducers;
import io.tocsin.service.kafka.DurableWriter;
import io.tocsin.service.kafka.Instances;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Puts the parts together. */
final class Wiring {
    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final Duration WRITE_AGAIN_AFTER = Duration.ofSeconds(1);

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    FireParts parts(
            FireConfig config,
            MeterRegistry meters,
            @ConfigProperty(name = "kafka-streams.consumer.session.timeout.ms") int sessionMillis,
            @ConfigProperty(name = "kafka-streams.producer.delivery.timeout.ms") int deliveryMillis) {
        FireConfig.Supervision supervision = config.supervision();
        var refusals = new Refusals();
        return new FireParts(
                Registry.empty(),
                new OwnedPartitions(),
                refusals,
                new FireMeters(meters, refusals),
                new Routing(Topics.DETECTOR_SIGNALS.partitions()),
                new Routing(Topics.FIRE_SIGNALS.partitions()),
                new SupervisionPolicy(
                        supervision.missedIntervals(),
                        supervision.longestGap(),
                        supervision.latestBehind(),
                        supervision.lowBattery(),
                        supervision.recoveredBattery(),
                        supervision.massSilenceFrom(),
                        supervision.longestWithholding()),
                new ValveTiming(config.valves().repeatEvery(), config.valves().confirmWithin()),
                supervision.probeEvery(),
                config.tick(),
                new Pulse(
                        System::nanoTime,
                        System::currentTimeMillis,
                        FireParts.longestGap(Duration.ofMillis(sessionMillis))),
                Duration.ofMillis(deliveryMillis));
    }

    /** Default scope: of a client proxy Kafka Streams would see no sources. */
    @Produces
    Topology topology(FireParts parts) {
        return new FireTopology(parts).build();
    }

    @Produces
    @Singleton
    FireStores stores(KafkaStreams streams, FireParts parts) {
        return new FireStores(streams, parts);
    }

    @Produces
    @Singleton
    Producer<byte[], byte[]> producer(
            @Identifier("default-kafka-broker") Map<String, Object> broker, FireConfig config) {
        return DurableProducers.open(
                broker, "fire-detection-intake", config.intake().timeout());
    }

    @Produces
    @Singleton
    DurableWriter writer(Producer<byte[], byte[]> producer, FireConfig config, OpenTelemetry telemetry) {
        return new DurableWriter(producer, config.intake().timeout(), telemetry, "io.tocsin.fire");
    }

    void close(@Disposes DurableWriter writer) {
        writer.close();
    }

    @Produces
    @Singleton
    Instances instances(
            KafkaStreams streams,
            FireConfig config,
            @ConfigProperty(name = "quarkus.kafka-streams.application-server") String self) {
        return new Instances(streams, self, config.peerTimeout());
    }

    /** A thousand signals have about 100 kB. */
    @Produces
    @Singleton
    LargestBody largestBody() {
        return new LargestBody(256 * 1024, "batch of signals");
    }

    @Produces
    @Singleton
    Users users(FireConfig config) {
        if (config.usersFile().isEmpty()) {
            LOG.warn("Nobody can look or act over HTTP: no users' file is configured (tocsin.fire.users-file)");
            return Users.none();
        }
        Path file = config.usersFile().get();
        try {
            return Users.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the users' file cannot be read: " + file, e);
        }
    }

    @Produces
    @Singleton
    PeerPass peerPass(FireConfig config, Clock clock) {
        if (config.peersSecretFile().isEmpty()) {
            return PeerPass.none(clock);
        }
        Path file = config.peersSecretFile().get();
        try {
            return PeerPass.read(file, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("the secret of the instances cannot be read: " + file, e);
        }
    }

    @Produces
    @Singleton
    HttpDetectorLine detectorLine(FireConfig config) {
        Duration timeout = config.polling().timeout();
        return new HttpDetectorLine(config.polling().connectTimeout(), timeout);
    }

    void close(@Disposes HttpDetectorLine line) {
        line.close();
    }

    @Produces
    @Singleton
    AnswerWriter answerWriter(Producer<byte[], byte[]> producer, MeterRegistry meters) {
        return new AnswerWriter(producer, WRITE_AGAIN_AFTER, meters);
    }

    @Produces
    @Singleton
    Poller poller(FireParts parts, HttpDetectorLine line, AnswerWriter answers, MeterRegistry meters) {
        return new Poller(
                parts.registry().detectors(),
                parts.owned()::now,
                detector -> parts.signalRouting().of(detector.toKey()),
                line,
                answers,
                meters);
    }

    /** A users' file or a secret that is none stops the service here, and not the first operator who wants to act. */
    void begin(@Observes StartupEvent starting, Users users, PeerPass pass, Poller poller) {
        poller.start();
    }

    void end(@Observes ShutdownEvent stopping, Poller poller, AnswerWriter answers) {
        poller.close();
        answers.close();
    }
}
