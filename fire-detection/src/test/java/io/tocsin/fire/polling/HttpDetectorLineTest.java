package io.tocsin.fire.polling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fire.polling.DetectorLine.Answer;
import io.tocsin.model.fire.DetectorSignal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What detectors answer over real lines, and what they do not. */
class HttpDetectorLineTest {
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private final HttpDetectorLine line = new HttpDetectorLine(TIMEOUT, TIMEOUT);

    @AfterEach
    void close() throws Exception {
        line.close();
        for (AutoCloseable it : open) {
            it.close();
        }
    }

    /** A detector that says this to whoever connects, and then nothing more. */
    private URI detectorThatSays(String answer) throws IOException {
        var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        open.add(server);
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    open.add(socket);
                    socket.getOutputStream().write(answer.getBytes(US_ASCII));
                } catch (IOException closed) {
                    return;
                }
            }
        });
        return URI.create("http://localhost:" + server.getLocalPort() + "/");
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    @Test
    void shouldHearZeroOneAndJson() throws Exception {
        assertThat(line.ask(detectorThatSays(ok("0")))).isEqualTo(new Answer.Said(DetectorSignal.QUIET));
        assertThat(line.ask(detectorThatSays(ok("1\n")))).isEqualTo(new Answer.Said(DetectorSignal.FIRE));
        assertThat(line.ask(detectorThatSays(ok("{\"signal\":1,\"battery\":9}"))))
                .isEqualTo(new Answer.Said(new DetectorSignal(1, null, 9)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n1",
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n2",
                "HTTP/1.1 500 Oh\r\nContent-Length: 1\r\n\r\n1",
                "HTTP/1.1 302 Found\r\nLocation: http://localhost:1/\r\nContent-Length: 1\r\n\r\n1",
                "nonsense\r\n\r\n"
            })
    void shouldHearNothingInWhatIsNoSignalWithinTheTime(String answer) throws Exception {
        long start = System.nanoTime();

        assertThat(line.ask(detectorThatSays(answer))).isInstanceOf(Answer.Nothing.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.multipliedBy(6));
    }

    @Test
    void shouldReadNoMoreThanASignal() throws Exception {
        assertThat(line.ask(detectorThatSays(ok("1" + " ".repeat(2_000))))).isInstanceOf(Answer.Nothing.class);
    }

    @Test
    void shouldSayThatNobodyIsThere() throws Exception {
        URI nobody;
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://localhost:" + server.getLocalPort() + "/");
        }
        assertThat(line.ask(nobody)).isInstanceOf(Answer.Nothing.class);
    }
}
