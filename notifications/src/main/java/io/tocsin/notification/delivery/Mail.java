package io.tocsin.notification.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.notification.EmailAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * One e-mail to one person.
 *
 * @param messageId names it, the same whenever it is sent again: then a repeat is recognisable; see {@link #messageId}
 * @param to whose mailbox
 * @param subject one line
 * @param text for readers of plain text
 * @param html the same for all others
 */
public record Mail(String messageId, EmailAddress to, String subject, String text, String html) {
    private static final int TELLING_BYTES = 8;

    /**
     * The Message-ID of what one person is told by one notification.
     *
     * @param notification its id
     * @param domain whose ids they are
     */
    public static String messageId(String notification, EmailAddress to, String domain) {
        byte[] digest = sha256(to.text().toLowerCase(Locale.ROOT));
        return "<" + notification + '.' + HexFormat.of().formatHex(digest, 0, TELLING_BYTES) + '@' + domain + ">";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Without text and mailbox: this may be logged. */
    @Override
    public String toString() {
        return "mail " + messageId;
    }
}
