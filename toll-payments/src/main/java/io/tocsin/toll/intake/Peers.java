package io.tocsin.toll.intake;

import io.tocsin.model.payment.PaymentId;
import io.tocsin.toll.config.TollConfig;
import io.tocsin.toll.intake.PaymentLookup.Found;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The other instances of this service, as the consumer group knows them. The ledger is split by vehicle, and an id does not
 * tell its vehicle, so each is asked.
 */
@Singleton
final class Peers {
    private final KafkaStreams streams;
    private final HostInfo self;
    private final Duration timeout;
    private final HttpClient http;

    Peers(
            KafkaStreams streams,
            TollConfig config,
            @ConfigProperty(name = "quarkus.kafka-streams.application-server") String self) {
        this.streams = streams;
        this.self = HostInfo.buildFromEndpoint(self);
        this.timeout = config.peerTimeout();
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    Found find(PaymentId id) {
        Found result = new Found.Nowhere();
        for (HostInfo peer : others()) {
            switch (ask(peer, id)) {
                case Found.Elsewhere elsewhere -> {
                    return elsewhere;
                }
                case Found.CannotTell cannotTell -> result = cannotTell;
                case Found.Here here -> throw new IllegalStateException("a peer is not here");
                case Found.JustAccepted justAccepted -> throw new IllegalStateException("a peer is not here");
                case Found.Nowhere nowhere -> {}
            }
        }
        return result;
    }

    private List<HostInfo> others() {
        if (!streams.state().isRunningOrRebalancing()) {
            return List.of();
        }
        return streams.metadataForAllStreamsClients().stream()
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !host.equals(self) && !host.equals(HostInfo.unavailable()))
                .distinct()
                .toList();
    }

    private Found ask(HostInfo peer, PaymentId id) {
        URI uri = URI.create("http://" + peer.host() + ":" + peer.port() + "/payments/" + id + "?scope=this-instance");
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(timeout).build(), HttpResponse.BodyHandlers.ofByteArray());
            return switch (answer.statusCode()) {
                case 200 -> new Found.Elsewhere(answer.body());
                case 404 -> new Found.Nowhere();
                default -> cannotTell(peer, "answered " + answer.statusCode());
            };
        } catch (IOException e) {
            return cannotTell(peer, "did not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return cannotTell(peer, "was not waited for");
        }
    }

    private static Found cannotTell(HostInfo peer, String what) {
        return new Found.CannotTell("the instance at " + peer.host() + ":" + peer.port() + " " + what);
    }
}
