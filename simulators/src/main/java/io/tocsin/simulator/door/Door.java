package io.tocsin.simulator.door;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP port that can be shut and opened again, as when a server goes away and comes back: while it is shut, connections are
 * refused. Each connection has a virtual thread; one too many is closed at once.
 */
public final class Door implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final String host;
    private final String portProperty;
    private final int mostVisitors;
    private final Visit visit;
    private final Set<Socket> visitors = ConcurrentHashMap.newKeySet();
    private int port;
    private @Nullable ServerSocket server;
    private @Nullable Thread porter;

    /** What is done with a connection. It is closed when this returns. */
    @FunctionalInterface
    public interface Visit {
        /** @throws IOException when the connection breaks */
        void receive(Socket visitor) throws IOException;
    }

    /**
     * A door that is shut.
     *
     * @param host where it is
     * @param port where it is; 0 for any free port, which it then keeps
     * @param portProperty the property that gives it another port, for people
     * @param mostVisitors how many connections there may be at once
     */
    public Door(String host, int port, String portProperty, int mostVisitors, Visit visit) {
        this.host = host;
        this.port = port;
        this.portProperty = portProperty;
        this.mostVisitors = mostVisitors;
        this.visit = visit;
    }

    /** Where it is, or would be if it were open. */
    public synchronized int port() {
        return port;
    }

    /** Whether connections are taken. */
    public synchronized boolean isOpen() {
        return server != null;
    }

    /** How many connections there are. */
    public int visitors() {
        return visitors.size();
    }

    /**
     * Opens it, when it is shut.
     *
     * @throws IllegalStateException when the port cannot be had
     */
    public synchronized void open() {
        if (server != null) {
            return;
        }
        ServerSocket opened = listening();
        server = opened;
        port = opened.getLocalPort();
        porter = Thread.ofVirtual().name("door-" + port).start(() -> receive(opened));
    }

    /** Shuts it, and cuts every connection. */
    public synchronized void shut() {
        ServerSocket open = server;
        server = null;
        if (open != null) {
            close(open);
        }
        awaitPorter();
        visitors.forEach(Door::close);
    }

    /** Until the thread that accepts has left, the system goes on taking connections in. */
    private void awaitPorter() {
        Thread leaving = porter;
        porter = null;
        try {
            if (leaving != null) {
                leaving.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        shut();
    }

    private ServerSocket listening() {
        ServerSocket socket = null;
        try {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw new IllegalStateException(
                    "cannot listen on " + host + ":" + port + " (" + e.getMessage()
                            + "); end the process that has this port, or choose another (" + portProperty + ")",
                    e);
        }
    }

    private void receive(ServerSocket open) {
        while (!open.isClosed()) {
            try {
                receiveNext(open);
            } catch (IOException e) {
                if (!open.isClosed()) {
                    pause();
                }
            }
        }
    }

    private void receiveNext(ServerSocket open) throws IOException {
        Socket visitor = open.accept();
        if (visitors.size() >= mostVisitors) {
            close(visitor);
        } else {
            visitors.add(visitor);
            Thread.ofVirtual().name("visitor-" + visitor.getPort()).start(() -> receive(open, visitor));
        }
    }

    /** The process may have too many files open: whoever is let in at once then spins. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void receive(ServerSocket open, Socket visitor) {
        try (visitor) {
            // One that came in while the door was being shut.
            if (!open.isClosed()) {
                visitor.setTcpNoDelay(true);
                visit.receive(visitor);
            }
        } catch (IOException e) {
            // A connection that breaks is over; what came over it has been dealt with.
            return;
        } finally {
            visitors.remove(visitor);
        }
    }

    private static void close(@Nullable AutoCloseable socket) {
        try {
            if (socket != null) {
                socket.close();
            }
        } catch (Exception e) {
            // It cannot be used any more, which is what was wanted.
            return;
        }
    }
}
