package io.tocsin.simulator.mail;

import io.tocsin.simulator.inbox.Inbox;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail that was taken, for one of its recipients.
 *
 * @param at when
 * @param from whom it came from, as the envelope says
 * @param to whom it is for, as the envelope says
 * @param subject decoded; absent when it has none
 * @param messageId absent when it has none
 * @param text its plain text, decoded; absent when it has none
 * @param html its HTML, decoded; absent when it has none
 */
public record ReceivedMail(
        Instant at,
        String from,
        String to,
        @Nullable String subject,
        @Nullable String messageId,
        @Nullable String text,
        @Nullable String html)
        implements Inbox.Message {

    /** The same Message-ID for the same recipient; without one no mail is the same as another. */
    private record Sameness(@Nullable Object messageId, String to) {}

    @Override
    public Object sameness() {
        return new Sameness(messageId == null ? this : messageId, to);
    }

    @Override
    public int characters() {
        return from.length() + to.length() + length(subject) + length(messageId) + length(text) + length(html);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
