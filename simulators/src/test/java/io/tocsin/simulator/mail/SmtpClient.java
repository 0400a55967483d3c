package io.tocsin.simulator.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** Speaks SMTP line by line, so that each answer can be looked at. An answer is {@link #CUT} when the connection was cut instead. */
final class SmtpClient implements AutoCloseable {
    static final String CUT = "";

    static final String CONTENT = """
            Message-ID: <1@tocsin.test>\r
            From: alarm@tocsin.test\r
            To: ann@example.org\r
            Subject: Fire\r
            \r
            Detector 17\r
            """;

    private final Socket socket;
    private final BufferedReader in;

    SmtpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getByName("localhost"), port);
        socket.setSoTimeout(10_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** The next answer, its last line. */
    String answer() throws IOException {
        try {
            String line = in.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                line = in.readLine();
            }
            return line == null ? CUT : line;
        } catch (SocketException reset) {
            return CUT;
        }
    }

    String say(String command) throws IOException {
        write(command + "\r\n");
        return answer();
    }

    void write(String text) throws IOException {
        try {
            socket.getOutputStream().write(text.getBytes(UTF_8));
        } catch (SocketException reset) {
            // What was said before it was cut is still read.
            return;
        }
    }

    /** Greets and says hello. */
    SmtpClient opened() throws IOException {
        answer();
        say("EHLO client.test");
        return this;
    }

    /** Says everything up to the end of the content, and gives the first answer that is not good. */
    String send(String... recipients) throws IOException {
        String answer = say("MAIL FROM:<alarm@tocsin.test>");
        for (String recipient : recipients) {
            if (!isGood(answer)) {
                return answer;
            }
            answer = say("RCPT TO:<" + recipient + ">");
        }
        if (!isGood(answer)) {
            return answer;
        }
        answer = say("DATA");
        return isGood(answer) ? say(CONTENT + ".") : answer;
    }

    private static boolean isGood(String answer) {
        return answer.startsWith("2") || answer.startsWith("3");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
