package io.tocsin.notification.smpp;

import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import io.tocsin.model.notification.MessageId;
import io.tocsin.model.notification.SmsReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes of what the SMS centre reports of parts what has become of messages: a message is delivered when all its parts are, and failed
 * or unknown when one of them is. Each message gets one such receipt.
 *
 * <p>Used by one thread at a time; the time must not go back.
 */
public final class SmsReports {
    private final ReceiptBook<Part> parts;
    private final Map<MessageId, Set<String>> delivered;

    private record Part(DeliveryReceipt message, String reference) {}

    /**
     * @param keptFor how long a message waits for its receipts
     * @param most how many parts are kept at the most
     */
    public SmsReports(Duration keptFor, int most) {
        this.parts = new ReceiptBook<>(keptFor, most);
        this.delivered = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<MessageId, Set<String>> eldest) {
                return size() > most;
            }
        };
    }

    /** Takes in a report; what is now known of messages. */
    public List<DeliveryReceipt> take(SmsReport report) {
        return switch (report) {
            case SmsReport.Accepted(DeliveryReceipt message) -> accepted(message);
            case SmsReport.Received received ->
                receiptOf(received)
                        .map(receipt -> known(parts.received(receipt, received.at()), received.at()))
                        .orElse(List.of());
        };
    }

    private List<DeliveryReceipt> accepted(DeliveryReceipt message) {
        if (delivered.containsKey(message.messageId())) {
            return List.of();
        }
        delivered.put(message.messageId(), new HashSet<>());
        var known = new ArrayList<DeliveryReceipt>();
        for (String reference : message.references()) {
            known.addAll(known(
                    parts.accepted(reference, message.recipient(), new Part(message, reference), message.at()),
                    message.at()));
        }
        return known;
    }

    private static Optional<SmsReceipt> receiptOf(SmsReport.Received received) {
        return Optional.ofNullable(received.state())
                .map(state -> new SmsReceipt(
                        received.reference(),
                        received.recipient(),
                        switch (state) {
                            case DELIVERED -> SmsReceipt.State.DELIVERED;
                            case FAILED -> SmsReceipt.State.FAILED;
                            case UNKNOWN -> SmsReceipt.State.UNKNOWN;
                            case ACCEPTED -> SmsReceipt.State.ON_ITS_WAY;
                        }));
    }

    private List<DeliveryReceipt> known(List<ReceiptBook.Match<Part>> matches, Instant at) {
        return matches.stream()
                .flatMap(match -> known(match.message(), match.receipt().state(), at).stream())
                .toList();
    }

    private Optional<DeliveryReceipt> known(Part part, SmsReceipt.State state, Instant at) {
        DeliveryReceipt message = part.message();
        Set<String> those = delivered.get(message.messageId());
        if (those == null || those.containsAll(message.references())) {
            return Optional.empty();
        }
        return switch (state) {
            case ON_ITS_WAY -> Optional.empty();
            case DELIVERED -> {
                those.add(part.reference());
                yield those.containsAll(message.references())
                        ? Optional.of(receipt(message, State.DELIVERED, at))
                        : Optional.empty();
            }
            case FAILED -> ended(message, those, State.FAILED, at);
            case UNKNOWN -> ended(message, those, State.UNKNOWN, at);
        };
    }

    private static Optional<DeliveryReceipt> ended(
            DeliveryReceipt message, Set<String> those, State state, Instant at) {
        those.addAll(message.references());
        return Optional.of(receipt(message, state, at));
    }

    private static DeliveryReceipt receipt(DeliveryReceipt message, State state, Instant at) {
        return new DeliveryReceipt(
                message.messageId(),
                message.notification(),
                message.incident(),
                message.channel(),
                message.contact(),
                message.recipient(),
                state,
                at,
                message.attempts(),
                message.references(),
                switch (state) {
                    case DELIVERED, ACCEPTED -> null;
                    case FAILED -> "the SMS centre reports that the telephone will not get it";
                    case UNKNOWN -> "the SMS centre does not know whether the telephone has it";
                });
    }
}
