package io.tocsin.simulator.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoorIT {
    private static final String PROPERTY = "tocsin.test.port";

    /** Gives back what it is told. */
    private final Door echo = new Door(
            "localhost", 0, PROPERTY, 2, socket -> socket.getInputStream().transferTo(socket.getOutputStream()));

    @AfterEach
    void shut() {
        echo.close();
    }

    private Socket visitor() throws IOException {
        var socket = new Socket(InetAddress.getByName("localhost"), echo.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int answer(Socket socket) throws IOException {
        socket.getOutputStream().write('x');
        return socket.getInputStream().read();
    }

    @Test
    void shouldNeverLetAnybodyInWhileItIsShutHoweverOftenItIsOpened() throws IOException {
        echo.open();
        int port = echo.port();
        for (int i = 0; i < 100; i++) {
            echo.shut();
            assertThatThrownBy(this::visitor).isInstanceOf(ConnectException.class);
            echo.open();
            assertThat(echo.port()).isEqualTo(port);
            try (Socket visitor = visitor()) {
                assertThat(answer(visitor)).isEqualTo('x');
            }
        }
    }

    @Test
    void shouldCutWhoeverIsInsideWhenItIsShut() throws IOException {
        echo.open();
        try (Socket visitor = visitor()) {
            answer(visitor);

            echo.shut();

            assertThat(visitor.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> echo.visitors() == 0);
    }

    @Test
    void shouldTurnAwayWhoeverIsOneTooManyAndLetTheNextInWhenThereIsRoom() throws IOException {
        echo.open();
        try (Socket first = visitor();
                Socket second = visitor()) {
            answer(first);
            answer(second);
            try (Socket third = visitor()) {
                assertThat(third.getInputStream().read()).isEqualTo(-1);
            }
        }
        await().until(() -> echo.visitors() == 0);
        try (Socket next = visitor()) {
            assertThat(answer(next)).isEqualTo('x');
        }
    }

    @Test
    void shouldSayWhatToDoWhenThePortIsTaken() {
        echo.open();
        try (var other = new Door("localhost", echo.port(), PROPERTY, 1, socket -> {})) {
            assertThatThrownBy(other::open)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot listen on localhost:" + echo.port())
                    .hasMessageContaining(PROPERTY);
        }
    }
}
