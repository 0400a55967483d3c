package io.tocsin.simulator.sms;

import io.tocsin.simulator.inbox.Inbox;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the parts of messages together, and keeps the messages. A part belongs to the latest message that still lacks it; a part that
 * none lacks begins another message, for that is what a telephone makes of it. Safe to share between sessions.
 */
final class SmsInbox {
    /** Messages of which parts are missing; with more than these, parts of the oldest stay alone. */
    private static final int MOST_INCOMPLETE = 1_000;

    private final Inbox<ReceivedSms> inbox;
    private final Clock clock;
    private final LinkedHashMap<Long, ReceivedSms> incomplete = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ReceivedSms> eldest) {
            return size() > MOST_INCOMPLETE;
        }
    };

    SmsInbox(Inbox<ReceivedSms> inbox, Clock clock) {
        this.inbox = inbox;
        this.clock = clock;
    }

    Inbox<ReceivedSms> messages() {
        return inbox;
    }

    synchronized void take(String from, String to, Segment segment, String messageId) {
        Segment.Place place = segment.place();
        if (place == null) {
            var whole = new ReceivedSms.Part(1, clock.instant(), messageId, segment.text());
            inbox.add(ReceivedSms.of(from, to, null, 1, List.of(whole)));
            return;
        }
        var part = new ReceivedSms.Part(place.number(), clock.instant(), messageId, segment.text());
        for (Map.Entry<Long, ReceivedSms> begun : incomplete.sequencedEntrySet().reversed()) {
            if (begun.getValue().lacks(from, to, place)) {
                complete(
                        begun.getKey(),
                        part,
                        ReceivedSms.of(from, to, place.reference(), place.parts(), List.of(part)));
                return;
            }
        }
        begin(ReceivedSms.of(from, to, place.reference(), place.parts(), List.of(part)));
    }

    private void complete(long number, ReceivedSms.Part part, ReceivedSms alone) {
        ReceivedSms more = inbox.change(number, message -> message.with(part));
        if (more == null) {
            // It has been dropped, or thrown away, with the parts that it had.
            incomplete.remove(number);
            begin(alone);
        } else if (more.complete()) {
            incomplete.remove(number);
        } else {
            incomplete.replace(number, more);
        }
    }

    private void begin(ReceivedSms message) {
        long number = inbox.add(message);
        if (!message.complete()) {
            incomplete.put(number, message);
        }
    }
}
