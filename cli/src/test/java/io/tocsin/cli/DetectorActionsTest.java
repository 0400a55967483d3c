package io.tocsin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tocsin.cli.terminal.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command asks of fire detection, and what it makes of the answers. */
class DetectorActionsTest {
    private final Path users;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<String> asked = new ArrayList<>();
    private HttpServer service;
    private int status = 202;
    private String answer = "{\"actionId\":\"0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b\"}";

    DetectorActionsTest(@TempDir Path directory) {
        this.users = directory.resolve("users");
    }

    @BeforeEach
    void start() throws IOException {
        Files.writeString(users, "# people\nanna supervisor anna-has-a-secret\n");
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String who = exchange.getRequestHeaders().getFirst("Authorization");
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + new String(Base64.getDecoder().decode(who.substring("Basic ".length())), UTF_8) + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            byte[] body = answer.getBytes(UTF_8);
            exchange.getResponseHeaders().add("Retry-After", "2");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() {
        service.stop(0);
    }

    private int detectors(String... arguments) {
        var all = new ArrayList<>(List.of("detectors"));
        all.addAll(List.of(arguments));
        all.addAll(List.of(
                "--url",
                "http://localhost:" + service.getAddress().getPort(),
                "--users",
                users.toString(),
                "--user",
                "anna"));
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void shouldAskForItAsThePersonOfTheUsersFile() {
        assertThat(detectors("disable", "17", "--for", "30m", "--why", "painters"))
                .isEqualTo(ExitCodes.OK);
        assertThat(detectors("test", "17", "--for", "90s", "--why", "yearly")).isEqualTo(ExitCodes.OK);
        assertThat(detectors("enable", "17", "--why", "they are gone")).isEqualTo(ExitCodes.OK);

        String post = "POST /detectors/17/actions anna:anna-has-a-secret ";
        assertThat(asked)
                .containsExactly(
                        post + "{\"action\":\"disable\",\"for\":\"PT30M\",\"why\":\"painters\"}",
                        post + "{\"action\":\"test\",\"for\":\"PT1M30S\",\"why\":\"yearly\"}",
                        post + "{\"action\":\"enable\",\"why\":\"they are gone\"}");
        assertThat(out.toString().lines().toList().getFirst())
                .isEqualTo("detector 17: disable is on record as action 0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");
        assertThat(out.toString()).doesNotContain("secret");
    }

    @Test
    void shouldGiveTheReasonOfARefusalInOneLine() {
        status = 403;
        answer = "{\"title\":\"Your role may not do that\",\"detail\":\"It takes the role supervisor.\"}";

        assertThat(detectors("disable", "17", "--for", "30m", "--why", "painters"))
                .isEqualTo(ExitCodes.FAILED);

        assertThat(err.toString().strip())
                .isEqualTo("tocsin: disable detector 17 was refused: It takes the role supervisor.; try again in 2 s");
    }

    @Test
    void shouldSayWhatToDoWhenThePasswordIsAnother() {
        status = 401;

        assertThat(detectors("enable", "17", "--why", "x")).isEqualTo(ExitCodes.FAILED);

        assertThat(err.toString()).contains("fire-detection does not know anna with this password");
    }

    @ParameterizedTest
    @ValueSource(strings = {"disable", "test", "enable"})
    void shouldTellItsExitCodesInItsHelp(String action) {
        assertThat(detectors(action, "--help")).isEqualTo(ExitCodes.OK);

        assertThat(out.toString())
                .contains("tocsin detectors " + action)
                .contains("Exit codes:")
                .contains("it was refused, with the reason");
        assertThat(out.toString().contains("--for=TIME")).isEqualTo(!action.equals("enable"));
    }

    @Test
    void shouldAskNobodyWhenTheCommandLineIsWrong() throws IOException {
        assertThat(detectors("disable", "017", "--for", "30m", "--why", "x")).isEqualTo(ExitCodes.USAGE);
        assertThat(detectors("disable", "17", "--why", "x")).isEqualTo(ExitCodes.USAGE);
        assertThat(detectors("disable", "17", "--for", "soon", "--why", "x")).isEqualTo(ExitCodes.USAGE);
        assertThat(detectors("enable", "17")).isEqualTo(ExitCodes.USAGE);
        Files.writeString(users, "bert supervisor bert-has-another\n");
        assertThat(detectors("enable", "17", "--why", "x")).isEqualTo(ExitCodes.FAILED);

        assertThat(err.toString()).contains("there is no anna in the users' file");
        assertThat(asked).isEmpty();
    }
}
