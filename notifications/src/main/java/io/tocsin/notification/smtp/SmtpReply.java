package io.tocsin.notification.smtp;

import io.tocsin.notification.delivery.DeliveryAnswer;
import java.time.Duration;
import java.util.Set;

/**
 * What a reply of the mail server other than the expected one means for the message (RFC 5321, section 4.2).
 *
 * <p>The rule: a reply that may be about us (our address, our password, our grammar) blames no message, and each waits; a
 * reply to the recipient or to the content is about this message. Until the end of the content was sent, nothing was taken over, whatever
 * happened; after it, only a whole reply tells.
 */
final class SmtpReply {
    /** No reply came, or none that begins with three digits. */
    static final int NONE = -1;

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final Duration LATER = Duration.ofMinutes(5);
    private static final Set<Integer> OUR_GRAMMAR = Set.of(500, 501, 502, 503, 504, 530, 555);
    /** So servers call a mailbox, too, that is written badly or without its whole domain. */
    private static final Set<Integer> BAD_MAILBOX = Set.of(501, 504);

    private static final int CLOSING = 421;
    private static final int NO_ROOM = 452;
    private static final int TOO_LARGE = 552;

    /** How far it had come. */
    enum Stage {
        /** Greeting, EHLO, STARTTLS, AUTH. */
        OPENING,
        /** {@code MAIL FROM}. */
        SENDER,
        /** {@code RCPT TO}. */
        RECIPIENT,
        /** {@code DATA} and the content. */
        CONTENT,
        /** The dot that ends the content. */
        END
    }

    private SmtpReply() {}

    /**
     * What the reply means.
     *
     * @param stage what it replies to
     * @param code its three digits, or {@link #NONE}
     * @param line its text, for people
     */
    static DeliveryAnswer answer(Stage stage, int code, String line) {
        return switch (code / 100) {
            case 4 -> {
                Duration wait = code == NO_ROOM ? LATER : SOON;
                yield isForThisMessage(stage, code)
                        ? new DeliveryAnswer.Deferred(wait, line)
                        : new DeliveryAnswer.NotNow(wait, line);
            }
            case 5 ->
                isAboutThisMessage(stage, code)
                        ? new DeliveryAnswer.RefusedForGood("smtp-" + code, line)
                        : new DeliveryAnswer.NotNow(LATER, line);
            default ->
                stage == Stage.END
                        ? new DeliveryAnswer.Unclear(
                                "the connection ended, or made no sense, before the mail was confirmed")
                        : new DeliveryAnswer.NotReached("the connection ended, or made no sense: " + line);
        };
    }

    /** Not now, and only this one: the mailbox is greylisted or full, the content is looked at. A full disk concerns all. */
    private static boolean isForThisMessage(Stage stage, int code) {
        return switch (stage) {
            case OPENING, SENDER -> false;
            case RECIPIENT -> code != CLOSING;
            case CONTENT, END -> code != CLOSING && code != NO_ROOM;
        };
    }

    private static boolean isAboutThisMessage(Stage stage, int code) {
        return switch (stage) {
            case OPENING -> false;
            case SENDER -> code == TOO_LARGE;
            case RECIPIENT -> !OUR_GRAMMAR.contains(code) || BAD_MAILBOX.contains(code);
            case CONTENT, END -> !OUR_GRAMMAR.contains(code);
        };
    }
}
