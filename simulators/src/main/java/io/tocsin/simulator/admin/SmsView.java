package io.tocsin.simulator.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.simulator.inbox.Inbox;
import io.tocsin.simulator.sms.ReceivedSms;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An SMS in the inbox.
 *
 * @param number in the order in which they came, from 1
 * @param times how often the same text came for the same number under the same reference
 * @param at when its first part came
 * @param from who sent it
 * @param to the number it is for
 * @param complete whether all its parts have come
 * @param text put together; an ellipsis stands for parts that are missing
 * @param reference that its parts have in common; absent when it came in one piece
 * @param of how many parts it has
 * @param parts those that have come
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SmsView(
        long number,
        int times,
        Instant at,
        String from,
        String to,
        boolean complete,
        String text,
        @Nullable Integer reference,
        int of,
        List<ReceivedSms.Part> parts) {

    /** Copies {@code parts}. */
    public SmsView {
        parts = List.copyOf(parts);
    }

    /**
     * What was asked for.
     *
     * @param totals of the whole inbox
     * @param matching how many messages fit what was asked for
     * @param messages the newest of those, the newest first
     */
    public record Messages(Inbox.Totals totals, long matching, List<SmsView> messages) {}

    static Messages found(Inbox<ReceivedSms> inbox, InboxQuery query) {
        Inbox.Found<ReceivedSms> found = inbox.find(
                sms -> query.isSince(sms.at()) && query.isFor(sms.to()) && query.isIn(sms.text()), query.limit());
        return new Messages(
                inbox.totals(),
                found.matching(),
                found.newest().stream().map(SmsView::of).toList());
    }

    private static SmsView of(Inbox.Kept<ReceivedSms> kept) {
        ReceivedSms sms = kept.message();
        return new SmsView(
                kept.number(),
                kept.times(),
                sms.at(),
                sms.from(),
                sms.to(),
                sms.complete(),
                sms.text(),
                sms.reference(),
                sms.of(),
                sms.parts());
    }
}
