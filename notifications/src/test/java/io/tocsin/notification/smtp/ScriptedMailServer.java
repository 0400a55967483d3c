package io.tocsin.notification.smtp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A mail server of bare sockets, for what real ones are too well-behaved for. */
final class ScriptedMailServer implements AutoCloseable {
    /** What is answered to the beginning of the connection. */
    static final String GREETING = "greeting";
    /** What is answered to the end of the content. */
    static final String END = ".";

    private static final Map<String, Answer> POLITE = Map.of(
            GREETING,
            say("220 mail.test"),
            "EHLO",
            say("250 mail.test"),
            "MAIL",
            say("250 sender ok"),
            "RCPT",
            say("250 recipient ok"),
            "DATA",
            say("354 go ahead"),
            END,
            say("250 taken"),
            "RSET",
            say("250 reset"),
            "QUIT",
            say("221 bye"));

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Map<String, Answer> answers = new ConcurrentHashMap<>(POLITE);
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    /** What is done after a command was read. */
    @FunctionalInterface
    interface Answer {
        void give(Socket client) throws IOException, InterruptedException;
    }

    ScriptedMailServer() throws IOException {
        Thread.ofVirtual().start(this::accept);
    }

    static Answer say(String line) {
        return client -> client.getOutputStream().write((line + "\r\n").getBytes(UTF_8));
    }

    static Answer hangUp() {
        return Socket::close;
    }

    static Answer sayAndHangUp(String line) {
        return client -> {
            say(line).give(client);
            client.close();
        };
    }

    /** @param command its first word, {@link #GREETING} or {@link #END} */
    ScriptedMailServer on(String command, Answer answer) {
        answers.put(command, answer);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    /** All commands of all connections. */
    List<String> commands() {
        return commands;
    }

    int connections() {
        return connections.get();
    }

    /** Connections that neither side has closed, as far as this side knows. */
    int openConnections() {
        return open.size();
    }

    /** Cuts all connections, and goes on listening. */
    void cut() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                open.add(client);
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            return;
        }
    }

    private void serve(Socket client) {
        try (client) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
            answer(GREETING, client);
            boolean content = false;
            String line;
            while ((line = in.readLine()) != null) {
                if (content && !line.equals(END)) {
                    continue;
                }
                commands.add(line);
                String word = content ? END : line.split(" ", 2)[0];
                content = word.equals("DATA");
                answer(word, client);
            }
        } catch (IOException | InterruptedException goneAway) {
            // Clients hang up, and scripts cut them off: both are what is being tested.
            return;
        } finally {
            open.remove(client);
        }
    }

    private void answer(String word, Socket client) throws IOException, InterruptedException {
        answers.getOrDefault(word, say("502 not here")).give(client);
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
