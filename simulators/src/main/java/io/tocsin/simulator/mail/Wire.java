package io.tocsin.simulator.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One end of an SMTP connection, line by line, with bounds. Text is Latin-1: each byte a character, whatever it means. A line may end
 * without its {@code CR}; it is handed on with both, so that nobody behind this sees another end of the content than this does.
 */
final class Wire {
    /** RFC 5321 allows 512 octets in a command and 1000 in a line of the content; some clients need more. */
    private static final int LONGEST_LINE = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final int patienceMillis;

    /** The other side sent a line that is longer than any mail program's. */
    static final class LineTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        LineTooLongException() {
            super("a line of more than " + LONGEST_LINE + " bytes");
        }
    }

    /** @param patience how long the other side may be silent before {@link SocketTimeoutException} */
    Wire(Socket socket, Duration patience) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
        this.patienceMillis = Math.toIntExact(patience.toMillis());
        socket.setSoTimeout(patienceMillis);
    }

    /** The next line, without its end; null when there is none any more. */
    @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream(128);
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            if (octet == '\n') {
                String text = line.toString(ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == LONGEST_LINE) {
                throw new LineTooLongException();
            }
            line.write(octet);
        }
        return null;
    }

    /** The next reply of a server, of one line or several (RFC 5321, section 4.2.1); null when there is none any more. */
    @Nullable String reply() throws IOException {
        var reply = new StringBuilder();
        for (String line = line(); line != null; line = line()) {
            reply.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
            reply.append("\r\n");
        }
        return null;
    }

    void say(String text) throws IOException {
        say((text + "\r\n").getBytes(ISO_8859_1));
    }

    void say(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Waits for a time, or until the other side has left. Whether it is still there. */
    boolean staysFor(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        try {
            for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                socket.setSoTimeout(Math.toIntExact(left));
                in.mark(1);
                if (in.read() < 0) {
                    return false;
                }
                in.reset();
                Thread.sleep(left);
            }
            return true;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            socket.setSoTimeout(patienceMillis);
        }
    }
}
