package io.tocsin.simulator.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.simulator.inbox.Inbox;
import io.tocsin.simulator.mail.ReceivedMail;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail in the inbox. What it does not have is absent.
 *
 * @param number in the order in which they came, from 1
 * @param times how often the same Message-ID came for the same recipient
 * @param at when it came
 * @param from the sender, as the envelope says
 * @param to the recipient, as the envelope says
 * @param subject decoded
 * @param messageId its Message-ID
 * @param text its plain text
 * @param html its HTML
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MailView(
        long number,
        int times,
        Instant at,
        String from,
        String to,
        @Nullable String subject,
        @Nullable String messageId,
        @Nullable String text,
        @Nullable String html) {

    /**
     * What was asked for.
     *
     * @param totals of the whole inbox
     * @param matching how many mails fit what was asked for
     * @param messages the newest of those, the newest first
     */
    public record Mails(Inbox.Totals totals, long matching, List<MailView> messages) {}

    static Mails found(Inbox<ReceivedMail> inbox, InboxQuery query) {
        Inbox.Found<ReceivedMail> found = inbox.find(
                mail -> query.isSince(mail.at())
                        && query.isFor(mail.to())
                        && query.isIn(mail.subject(), mail.text(), mail.html()),
                query.limit());
        return new Mails(
                inbox.totals(),
                found.matching(),
                found.newest().stream().map(MailView::of).toList());
    }

    private static MailView of(Inbox.Kept<ReceivedMail> kept) {
        ReceivedMail mail = kept.message();
        return new MailView(
                kept.number(),
                kept.times(),
                mail.at(),
                mail.from(),
                mail.to(),
                mail.subject(),
                mail.messageId(),
                mail.text(),
                mail.html());
    }
}
