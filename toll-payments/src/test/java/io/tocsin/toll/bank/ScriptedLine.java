package io.tocsin.toll.bank;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server of bare sockets: what the simulated bank is too well-behaved for. It counts every request that arrives. */
final class ScriptedLine implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?m)^content-length: *(\\d+)\r?$");

    private final ServerSocket server;
    private final Script script;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    /** What happens after a request was read. */
    @FunctionalInterface
    interface Script {
        /**
         * @param caller its connection, to answer on or to break; it stays open afterwards unless it is closed here
         * @param number of the request, counted from 1
         */
        void answer(Socket caller, int number) throws IOException;
    }

    ScriptedLine(Script script) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = script;
        Thread.ofVirtual().start(this::accept);
    }

    /** Answers every request with these bytes. */
    static ScriptedLine saying(String answer) throws IOException {
        return new ScriptedLine((caller, number) -> write(caller, answer));
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

    static void write(Socket caller, String text) throws IOException {
        OutputStream out = caller.getOutputStream();
        out.write(text.getBytes(UTF_8));
        out.flush();
    }

    /** Cuts the connection with a reset instead of an orderly end. */
    static void reset(Socket caller) throws IOException {
        caller.setSoLinger(true, 0);
        caller.close();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The heads of the requests that arrived whole. */
    List<String> requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket caller = server.accept();
                connections.add(caller);
                Thread.ofVirtual().start(() -> serve(caller));
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    private void serve(Socket caller) {
        try {
            InputStream in = caller.getInputStream();
            while (!caller.isClosed()) {
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
        for (Socket caller : connections) {
            caller.close();
        }
    }
}
