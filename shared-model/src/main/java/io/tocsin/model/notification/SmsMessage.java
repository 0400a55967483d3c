package io.tocsin.model.notification;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;

/**
 * An SMS to one person: the value of {@code sms-messages}, and of {@code sms-messages-dead-letter} when it was given up.
 *
 * @param envelope what every message carries
 * @param to whose telephone; also the record's key
 * @param text the whole text; it is divided where it must be
 */
public record SmsMessage(Envelope envelope, PhoneNumber to, String text) {
    private static final int LONGEST_TEXT = 10_000;

    /** @throws InvalidFieldException when a part is missing, or longer than any message of ours */
    public SmsMessage {
        Required.field("envelope", envelope);
        Required.field("to", to);
        Required.text("text", text, LONGEST_TEXT);
    }

    /** The same, with its counter and due time set. */
    public SmsMessage with(Envelope newEnvelope) {
        return new SmsMessage(newEnvelope, to, text);
    }

    /** Without text and number: this may be logged. */
    @Override
    public String toString() {
        return "SMS " + envelope.messageId();
    }
}
