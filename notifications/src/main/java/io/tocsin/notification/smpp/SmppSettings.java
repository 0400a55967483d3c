package io.tocsin.notification.smpp;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where the SMS centre is and how it is spoken to.
 *
 * @param host its address
 * @param port its port
 * @param tls makes encrypted connections and checks the centre's name; empty for none
 * @param systemId who binds
 * @param password with what; never shown
 * @param systemType what the centre asks for; mostly empty
 * @param sender what telephones show: up to 11 letters and digits, a number with {@code +}, or a short number
 * @param window how many messages may wait for the centre's answer at once
 * @param connectTimeout how long connecting may take, TLS included
 * @param responseTimeout how long the centre may take to answer
 * @param enquireEvery after how long a silence the centre is asked whether it is still there
 * @param firstPause before the second attempt to bind; doubles
 * @param longestPause the cap of that
 */
public record SmppSettings(
        String host,
        int port,
        Optional<SSLSocketFactory> tls,
        String systemId,
        String password,
        String systemType,
        String sender,
        int window,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration enquireEvery,
        Duration firstPause,
        Duration longestPause) {
    private static final Pattern SENDER = Pattern.compile("\\+[1-9][0-9]{3,14}|[0-9]{3,8}|[A-Za-z0-9 ._-]{1,11}");
    private static final Pattern PLAIN = Pattern.compile("[\\x20-\\x7e]*");

    /** @throws IllegalArgumentException when a setting makes no sense; the message says which, and never repeats the password */
    public SmppSettings {
        require(port >= 1 && port <= 65_535, "smpp port must be 1 to 65535, not " + port);
        require(isPlain(systemId, 15), "smpp system-id must be at most 15 characters of ASCII");
        require(isPlain(password, 8), "smpp password must be at most 8 characters of ASCII");
        require(isPlain(systemType, 12), "smpp system-type must be at most 12 characters of ASCII");
        require(
                SENDER.matcher(sender).matches(),
                "smpp sender must be a number with '+', a short number of 3 to 8 digits, or 1 to 11 letters and digits");
        require(window >= 1, "smpp window must be at least 1, not " + window);
        require(isMillis(connectTimeout), "smpp connect-timeout must be 1 ms to 1 min, not " + connectTimeout);
        require(isMillis(responseTimeout), "smpp response-timeout must be 1 ms to 1 min, not " + responseTimeout);
        require(isMillis(enquireEvery), "smpp enquire-every must be 1 ms to 1 min, not " + enquireEvery);
        require(isMillis(firstPause), "smpp first-pause must be 1 ms to 1 min, not " + firstPause);
        require(
                longestPause.compareTo(firstPause) >= 0,
                "smpp longest-pause (" + longestPause + ") must not be shorter than first-pause (" + firstPause + ")");
    }

    private static boolean isPlain(String text, int longest) {
        return text.length() <= longest && PLAIN.matcher(text).matches();
    }

    private static boolean isMillis(Duration duration) {
        return duration.toMillis() >= 1 && duration.compareTo(Duration.ofMinutes(1)) <= 0;
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return systemId + " at " + host + ':' + port;
    }
}
