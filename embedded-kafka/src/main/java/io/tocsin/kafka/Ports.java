package io.tocsin.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports of this machine. */
final class Ports {
    private Ports() {}

    /** A port that is free on {@code host} at this moment. */
    static int free(String host) {
        return bind(host, 0);
    }

    /**
     * Makes sure that {@code port} can be listened on. Kafka itself would end the JVM when it cannot.
     *
     * @throws EmbeddedKafkaException when another process has it
     */
    static void requireFree(String host, int port) {
        bind(host, port);
    }

    private static int bind(String host, int port) {
        try (var socket = new ServerSocket()) {
            // As Kafka's own socket: connections of the last run that linger in TIME_WAIT do not hold the port.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "): stop the process that has the port, or choose another one",
                    e);
        }
    }
}
