package io.tocsin.notification.delivery;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a mail server or an SMS centre made of one message. */
public sealed interface DeliveryAnswer {

    /**
     * It has taken the message over.
     *
     * @param references by which it names the message, in receipts for example; one for each part that it was sent in
     */
    record Accepted(List<String> references) implements DeliveryAnswer {
        /** Copies {@code references}. */
        public Accepted {
            references = List.copyOf(references);
        }
    }

    /**
     * It will never take this message. Final.
     *
     * @param code for programs, for example {@code smtp-550}
     * @param detail for people
     */
    record RefusedForGood(String code, String detail) implements DeliveryAnswer {}

    /**
     * It works, did not take this message, and may take it later: a greylisted mailbox, for example.
     *
     * @param retryAfter how much later at least; {@code null} when nothing suggests a time
     * @param detail for people
     */
    record Deferred(@Nullable Duration retryAfter, String detail) implements DeliveryAnswer {}

    /**
     * It takes no message now, and may later.
     *
     * @param retryAfter how long to leave it alone at least; {@code null} when nothing suggests a time
     * @param detail for people
     */
    record NotNow(@Nullable Duration retryAfter, String detail) implements DeliveryAnswer {}

    /**
     * The message certainly did not get there.
     *
     * @param detail for people
     */
    record NotReached(String detail) implements DeliveryAnswer {}

    /**
     * It may or may not have taken the message, and cannot be asked.
     *
     * @param detail for people
     */
    record Unclear(String detail) implements DeliveryAnswer {}
}
