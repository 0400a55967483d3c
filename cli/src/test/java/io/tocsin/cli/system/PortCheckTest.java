package io.tocsin.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.cli.terminal.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortCheckTest {
    private final PortCheck check = new PortCheck(new PortOwner());

    @Test
    void shouldNameThePortThePartAndTheOptionWhenItIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            assertThatThrownBy(() -> check.requireFree(List.of(part(taken.getLocalPort()))))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageStartingWith("port " + taken.getLocalPort() + " (kafka) is taken by ")
                    .hasMessageEndingWith(": stop it, or choose another port with --kafka-port");
        }
    }

    @Test
    void shouldAcceptAFreePort() throws IOException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
            free = socket.getLocalPort();
        }

        assertThatCode(() -> check.requireFree(List.of(part(free)))).doesNotThrowAnyException();
    }

    @Test
    void shouldFindTheListeningSocketInLinuxsTable() {
        List<String> table = List.of(
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
                "   0: 0100007F:2384 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4242 1",
                "   1: 0100007F:2384 0100007F:9999 01 00000000:00000000 00:00000000 00000000     0        0 4343 1",
                "   2: 0100007F:2385 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4444 1");

        assertThat(PortOwner.listening(table, 9092)).containsExactly("socket:[4242]");
    }

    private static Part part(int port) {
        return new Part(
                "kafka",
                List.of("true"),
                Map.of(),
                "localhost:" + port,
                Map.of("--kafka-port", port),
                List.of(),
                () -> new Readiness.Ready(),
                Duration.ofSeconds(1));
    }
}
