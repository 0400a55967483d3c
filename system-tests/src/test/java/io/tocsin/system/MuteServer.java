package io.tocsin.system;

import io.tocsin.simulator.door.Door;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes every connection, reads what it is told, and never says anything. */
final class MuteServer implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 200;

    private final AtomicInteger connections = new AtomicInteger();
    private final Door door;

    private MuteServer(int port) {
        door = new Door("localhost", port, "a port of its own", MOST_CONNECTIONS, visitor -> {
            connections.incrementAndGet();
            try (InputStream told = visitor.getInputStream()) {
                told.transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    /** Listens on a port that nobody listens on. */
    static MuteServer on(int port) {
        var server = new MuteServer(port);
        server.door.open();
        return server;
    }

    /** How many connections it has taken, also those that are over. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        door.close();
    }
}
