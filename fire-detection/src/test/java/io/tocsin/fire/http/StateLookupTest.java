package io.tocsin.fire.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.fire.operator.PeerPass;
import io.tocsin.fire.topology.FireParts;
import io.tocsin.fire.topology.FireTopology;
import io.tocsin.service.kafka.Instances;
import io.tocsin.service.kafka.Instances.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one instance gives to another one when it asks: a pass, and no person's password. */
class StateLookupTest {
    private static final String SECRET = "a-secret-that-all-instances-have";

    private final Path directory;
    private final KafkaStreams streams;
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<String> authorization = new AtomicReference<>("");
    private HttpServer other;

    StateLookupTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "state-lookup-test");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        this.streams = new KafkaStreams(new FireTopology(FireParts.usual(new SimpleMeterRegistry())).build(), config);
        this.other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        other.createContext("/", exchange -> {
            asked.set(exchange.getRequestURI().toString());
            authorization.set(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] answer = "{}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        other.start();
    }

    @AfterEach
    void stop() {
        other.stop(0);
        streams.close(Duration.ZERO);
    }

    private PeerPass pass() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return PeerPass.read(file, Clock.systemUTC());
    }

    private Said ask(PeerPass pass) {
        var instances = new Instances(streams, "localhost:2", Duration.ofSeconds(5));
        return new StateLookup(streams, instances, pass)
                .ask(new HostInfo("localhost", other.getAddress().getPort()), "/floors/f1");
    }

    @Test
    void shouldShowAPassThatTheOtherBelieves() throws IOException {
        assertThat(ask(pass())).isInstanceOfSatisfying(Said.Answer.class, answer -> assertThat(answer.status())
                .isEqualTo(200));

        assertThat(asked.get()).isEqualTo("/floors/f1?scope=this-instance");
        assertThat(authorization.get()).doesNotContain(SECRET);
        assertThat(pass().isGenuine(authorization.get())).isTrue();
    }

    @Test
    void shouldAskNobodyWithoutASecretAndSayWhatIsMissing() {
        assertThat(ask(PeerPass.none(Clock.systemUTC())))
                .isInstanceOfSatisfying(Said.Nothing.class, nothing -> assertThat(nothing.detail())
                        .contains("tocsin.fire.peers-secret-file"));

        assertThat(asked.get()).isEmpty();
    }
}
