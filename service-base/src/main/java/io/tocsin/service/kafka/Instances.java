package io.tocsin.service.kafka;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/** The other instances of this service, as the consumer group knows them, and how they are asked. */
public final class Instances {
    private final KafkaStreams streams;
    private final HostInfo self;
    private final Duration timeout;
    private final HttpClient http;

    /** What another instance says. */
    public sealed interface Said {
        /** It has answered. */
        record Answer(int status, byte[] body) implements Said {}

        /**
         * It has not.
         *
         * @param detail which, and why, for people
         */
        record Nothing(String detail) implements Said {}
    }

    /**
     * @param self where the others ask this one, {@code host:port}
     * @param timeout how long another instance may take to answer
     */
    public Instances(KafkaStreams streams, String self, Duration timeout) {
        this.streams = streams;
        this.self = HostInfo.buildFromEndpoint(self);
        this.timeout = timeout;
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /** Whether that is this very instance. */
    public boolean isThis(HostInfo instance) {
        return instance.equals(self);
    }

    /** All but this one. */
    public List<HostInfo> others() {
        if (!streams.state().isRunningOrRebalancing()) {
            return List.of();
        }
        return streams.metadataForAllStreamsClients().stream()
                .map(StreamsMetadata::hostInfo)
                .filter(host -> !isThis(host) && !host.equals(HostInfo.unavailable()))
                .distinct()
                .toList();
    }

    /**
     * Asks another instance.
     *
     * @param path of the question, with its query
     * @param headers that go with it
     */
    public Said ask(HostInfo instance, String path, Map<String, String> headers) {
        URI uri = URI.create("http://" + instance.host() + ":" + instance.port() + path);
        HttpRequest.Builder question = HttpRequest.newBuilder(uri).timeout(timeout);
        headers.forEach(question::header);
        try {
            HttpResponse<byte[]> answer = http.send(question.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Said.Answer(answer.statusCode(), answer.body());
        } catch (IOException e) {
            return nothing(instance, "did not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return nothing(instance, "was not waited for");
        }
    }

    /** Of an instance whose answer is of no use. */
    public static Said.Nothing nothing(HostInfo instance, String what) {
        return new Said.Nothing("the instance at " + instance.host() + ":" + instance.port() + " " + what);
    }
}
