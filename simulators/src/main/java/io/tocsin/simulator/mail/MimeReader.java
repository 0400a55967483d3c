package io.tocsin.simulator.mail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.icegreen.greenmail.mail.MovingMessage;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what people would see of a mail. A text in an unknown charset is read as Latin-1: a strange mail is still one that came. */
final class MimeReader {
    private static final int DEEPEST = 8;

    private MimeReader() {}

    static ReceivedMail read(MovingMessage mail, String to, Instant at) {
        MimeMessage message = mail.getMessage();
        try {
            return new ReceivedMail(
                    at,
                    String.valueOf(mail.getReturnPath()),
                    to,
                    message.getSubject(),
                    message.getMessageID(),
                    firstText(message, "text/plain", 0),
                    firstText(message, "text/html", 0));
        } catch (MessagingException e) {
            throw new IllegalStateException("the headers of a mail cannot be read: " + e.getMessage(), e);
        }
    }

    private static @Nullable String firstText(Part part, String type, int depth) throws MessagingException {
        if (part.isMimeType(type) && !Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return decoded(part);
        }
        if (part.isMimeType("multipart/*") && depth < DEEPEST) {
            return firstTextWithin(part, type, depth);
        }
        return null;
    }

    private static @Nullable String firstTextWithin(Part part, String type, int depth) {
        try {
            if (part.getContent() instanceof Multipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    String text = firstText(parts.getBodyPart(i), type, depth + 1);
                    if (text != null) {
                        return text;
                    }
                }
            }
            return null;
        } catch (IOException | MessagingException e) {
            // It says that it has parts, and has none.
            return null;
        }
    }

    private static String decoded(Part part) {
        try {
            return String.valueOf(part.getContent());
        } catch (IOException | MessagingException unknownCharset) {
            return asLatin1(part);
        }
    }

    private static String asLatin1(Part part) {
        try (var bytes = part.getInputStream()) {
            return new String(bytes.readAllBytes(), ISO_8859_1);
        } catch (IOException | MessagingException e) {
            return "(cannot be decoded: " + e.getMessage() + ")";
        }
    }
}
