package io.tocsin.cli.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FireWatchTest {
    private static final String QUIET_FLOOR =
            "{\"floor\":\"f%d\",\"state\":\"quiet\",\"alarms\":0,\"valve\":{\"told\":\"nothing\",\"fault\":false}}";
    private static final String FLOOR_IN_ALARM =
            "{\"floor\":\"f1\",\"state\":\"silenced\",\"alarms\":1,\"valve\":{\"told\":\"opening\",\"fault\":true}}";
    private static final String METRICS = """
            # HELP tocsin_fire_faulty Detectors supervised here that are silent
            tocsin_fire_faulty %s
            tocsin_fire_faulty_other 7.0
            tocsin_fire_supervised 100.0
            """;

    private final UserFile users;
    private final HttpClient http = HttpClient.newHttpClient();
    private Map<String, String> answers = Map.of();
    private HttpServer service;

    FireWatchTest(@TempDir Path directory) {
        this.users = new UserFile(directory.resolve("users"));
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(users.file(), "viewer viewer viewer-has-a-secret\n");
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String answer = answers.get(exchange.getRequestURI().getPath());
            boolean known = users.find("viewer")
                    .map(viewer -> viewer.authorization()
                            .equals(exchange.getRequestHeaders().getFirst("Authorization")))
                    .orElse(false);
            byte[] body = String.valueOf(answer).getBytes(UTF_8);
            exchange.sendResponseHeaders(!known ? 401 : answer == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
        http.close();
    }

    private FireWatch watch() {
        return new FireWatch(http, "http://localhost:" + service.getAddress().getPort(), users);
    }

    @Test
    void shouldSayThatNothingIsTheMatter() {
        answers = Map.of(
                "/floors",
                "{\"complete\":true,\"missing\":[],\"floors\":[" + QUIET_FLOOR.formatted(1) + "]}",
                "/q/metrics",
                METRICS.formatted("0.0"));

        assertThat(watch().now()).isEqualTo("no alarm");
        assertThat(watch().ask().orElseThrow().detectors()).isEqualTo(100);
    }

    @Test
    void shouldNameTheFloorsInAlarmAndCountTheDetectorsThatAreSilent() {
        answers = Map.of(
                "/floors",
                "{\"complete\":false,\"missing\":[\"x\"],\"floors\":[" + FLOOR_IN_ALARM + "," + QUIET_FLOOR.formatted(2)
                        + "]}",
                "/q/metrics",
                METRICS.formatted("3.0"));

        assertThat(watch().now())
                .isEqualTo("ALARM on f1, water on f1, VALVE FAULT on f1, 3 of 100 detectors silent"
                        + " (not all of it is known)");
    }

    @Test
    void shouldSayThatItCannotSay() throws IOException {
        assertThat(watch().now()).isEqualTo("fire-detection does not say how the building is");

        answers = Map.of("/floors", "<html>", "/q/metrics", METRICS);
        assertThat(watch().now()).isEqualTo("fire-detection does not say how the building is");

        Files.delete(users.file());
        assertThat(watch().ask()).isEmpty();
    }
}
