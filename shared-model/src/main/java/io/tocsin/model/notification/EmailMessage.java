package io.tocsin.model.notification;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;

/**
 * An e-mail to one person: the value of {@code emails}, and of {@code emails-dead-letter} when it was given up.
 *
 * @param envelope what every message carries
 * @param to whose mailbox; in lower case also the record's key
 * @param subject one line
 * @param text for readers of plain text
 * @param html the same for all others
 */
public record EmailMessage(Envelope envelope, EmailAddress to, String subject, String text, String html) {
    private static final int LONGEST_SUBJECT = 1_000;
    private static final int LONGEST_BODY = 200_000;

    /** @throws InvalidFieldException when a part is missing, or longer than any message of ours */
    public EmailMessage {
        Required.field("envelope", envelope);
        Required.field("to", to);
        Required.text("subject", subject, LONGEST_SUBJECT);
        if (subject.chars().anyMatch(c -> c < ' ')) {
            throw new InvalidFieldException("subject", "must be one line");
        }
        Required.text("text", text, LONGEST_BODY);
        Required.text("html", html, LONGEST_BODY);
    }

    /** The same, with its counter and due time set. */
    public EmailMessage with(Envelope newEnvelope) {
        return new EmailMessage(newEnvelope, to, subject, text, html);
    }

    /** Without words and mailbox: this may be logged. */
    @Override
    public String toString() {
        return "e-mail " + envelope.messageId();
    }
}
