package io.tocsin.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes every connection and never says anything. */
final class MuteServer implements AutoCloseable {
    private final ServerSocket door;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    private MuteServer(ServerSocket door) {
        this.door = door;
    }

    /** Listens on a port that nobody listens on. */
    static MuteServer on(int port) {
        try {
            var server = new MuteServer(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    private void accept() {
        try {
            while (true) {
                connections.add(door.accept());
            }
        } catch (IOException closed) {
            // It was closed.
        }
    }

    /** How many connections it has taken, also those that are over. */
    int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close port " + door.getLocalPort(), e);
        }
    }
}
