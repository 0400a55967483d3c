package io.tocsin.notification.smtp;

import io.tocsin.model.notification.EmailAddress;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where the mail server is and how it is spoken to.
 *
 * @param host its address
 * @param port its port
 * @param security how the connection is secured; the server's certificate and name are always checked
 * @param trust makes the encrypted connections; empty for the JDK's own trust
 * @param login who logs in; empty for nobody
 * @param from whose mailbox the mails come from
 * @param senderName what people see beside it
 * @param connections how many at once at the most
 * @param connectTimeout how long connecting may take
 * @param responseTimeout how long the server may be silent
 * @param totalTimeout how long one mail may take in all; below every time-out of Kafka
 */
public record SmtpSettings(
        String host,
        int port,
        Security security,
        Optional<SSLSocketFactory> trust,
        Optional<Login> login,
        EmailAddress from,
        String senderName,
        int connections,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration totalTimeout) {
    /** Kafka takes a transaction of the stream to be dead after this. */
    private static final Duration KAFKAS_SHORTEST = Duration.ofSeconds(6);

    /** How a connection is secured. */
    public enum Security {
        /** Not at all: for a server on the same machine. */
        NONE,
        /** Begins in the clear and goes over to TLS before anything is said; a server that does not is left alone. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS
    }

    /** Who logs in. */
    public record Login(String user, String password) {
        /** Without the password. */
        @Override
        public String toString() {
            return user;
        }
    }

    /** @throws IllegalArgumentException when a setting makes no sense; the message says which */
    public SmtpSettings {
        require(port >= 1 && port <= 65_535, "smtp port must be 1 to 65535, not " + port);
        require(connections >= 1, "smtp connections must be at least 1, not " + connections);
        require(connectTimeout.toMillis() >= 1, "smtp connect-timeout must be at least 1 ms, not " + connectTimeout);
        require(responseTimeout.toMillis() >= 1, "smtp response-timeout must be at least 1 ms, not " + responseTimeout);
        require(
                totalTimeout.compareTo(connectTimeout) >= 0 && totalTimeout.compareTo(responseTimeout) >= 0,
                "smtp total-timeout (" + totalTimeout + ") must not be shorter than connect-timeout (" + connectTimeout
                        + ") or response-timeout (" + responseTimeout + ")");
        require(
                totalTimeout.compareTo(KAFKAS_SHORTEST) < 0,
                "smtp total-timeout must be less than " + KAFKAS_SHORTEST + ", not " + totalTimeout);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
