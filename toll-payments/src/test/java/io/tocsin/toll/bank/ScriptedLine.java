package io.tocsin.toll.bank;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of bare sockets: what the simulated bank is too well-behaved for. It counts the requests that arrive, the bytes that
 * it can get rid of, and the connections that callers hold open.
 */
final class ScriptedLine implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?m)^content-length: *(\\d+)\r?$");
    private static final int SEND_BUFFER = 64 * 1024;

    private final ServerSocket server;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Caller> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong bytesWritten = new AtomicLong();
    private final AtomicInteger mostHeld = new AtomicInteger();

    /** What happens after a request was read. */
    @FunctionalInterface
    interface Script {
        /**
         * @param caller to answer, or to cut off; the connection stays open afterwards unless it is closed here
         * @param number of the request, counted from 1
         */
        void answer(Caller caller, int number) throws IOException;
    }

    /** One connection. */
    final class Caller {
        private final Socket socket;

        private Caller(Socket socket) {
            this.socket = socket;
        }

        void write(String text) throws IOException {
            write(text.getBytes(UTF_8));
        }

        void write(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            bytesWritten.addAndGet(bytes.length);
        }

        /** Until the caller has had enough. */
        void writeForEver(String text) throws IOException {
            byte[] bytes = text.getBytes(UTF_8);
            while (true) {
                write(bytes);
            }
        }

        /** One byte after the other. */
        void trickle(String text, Duration pause) throws IOException {
            for (byte one : text.getBytes(UTF_8)) {
                write(new byte[] {one});
                LockSupport.parkNanos(pause.toNanos());
            }
        }

        void close() throws IOException {
            socket.close();
        }

        /** Cuts the connection with a reset instead of an orderly end. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    ScriptedLine(Script script) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
    }

    /** @param server what callers connect to; closed with this line */
    ScriptedLine(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers every request with these bytes. */
    static ScriptedLine saying(String answer) throws IOException {
        return new ScriptedLine((caller, number) -> caller.write(answer));
    }

    /** A whole answer. */
    static String answer(String status, String type, String body) {
        return "HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.getBytes(UTF_8).length
                + "\r\n\r\n" + body;
    }

    /** A whole answer without a body. */
    static String nothing(String status, String header) {
        return "HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: 0\r\n\r\n";
    }

    int port() {
        return server.getLocalPort();
    }

    /** The heads of the requests that arrived whole. */
    List<String> requests() {
        return requests;
    }

    /** What callers, and the buffers on the way to them, have taken. */
    long bytesWritten() {
        return bytesWritten.get();
    }

    /** Connections that neither side has closed, as far as this side knows. */
    int openConnections() {
        return open.size();
    }

    /** The most that callers held whenever another one came in, see {@link HeldConnections}; 0 where they are not known. */
    int mostHeldConnections() {
        return mostHeld.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setSendBufferSize(SEND_BUFFER);
                socket.setTcpNoDelay(true);
                var caller = new Caller(socket);
                open.add(caller);
                // A connection that callers hold is open here too: with no more open than that there is nothing new.
                if (open.size() > mostHeld.get() && HeldConnections.areKnown()) {
                    mostHeld.accumulateAndGet(HeldConnections.to(port()), Math::max);
                }
                Thread.ofVirtual().start(() -> serve(caller));
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    private void serve(Caller caller) {
        try (Socket socket = caller.socket) {
            InputStream in = socket.getInputStream();
            while (!socket.isClosed()) {
                String head = head(in);
                if (head.isEmpty()) {
                    return;
                }
                Matcher length = LENGTH.matcher(head.toLowerCase(Locale.ROOT));
                in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                requests.add(head);
                script.answer(caller, requests.size());
            }
        } catch (IOException goneAway) {
            // Callers hang up, and scripts cut them off: both are what is being tested.
            return;
        } finally {
            open.remove(caller);
        }
    }

    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.append(new String(new byte[] {(byte) next}, US_ASCII));
        }
        return head.toString();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Caller caller : open) {
            caller.close();
        }
    }
}
