package io.tocsin.notification.smpp;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * Brings receipts and messages together, whichever comes first: a centre may report a message before its answer to
 * {@code submit_sm} is here. What finds no counterpart is forgotten in time, and sooner when there is too much of it.
 *
 * <p>Used by one thread at a time; the time must not go back.
 *
 * @param <M> the message
 */
public final class ReceiptBook<M> {
    private final Duration keptFor;
    private final int most;
    private final MessageIds<Since<M>> messages = new MessageIds<>();
    private final MessageIds<Since<SmsReceipt>> early = new MessageIds<>();

    private record Since<T>(T what, Instant since) {}

    /** A message and what the centre reports of it. */
    public record Match<M>(M message, SmsReceipt receipt) {}

    /**
     * @param keptFor how long a message waits for its receipt, and an early receipt for its message
     * @param most how many messages, and how many early receipts, are kept at the most
     */
    public ReceiptBook(Duration keptFor, int most) {
        this.keptFor = keptFor;
        this.most = most;
    }

    /** The centre has taken a message over, under this id; tells what it reported of it already, oldest first. */
    public List<Match<M>> accepted(String messageId, String recipient, M message, Instant now) {
        forgetOld(now);
        messages.add(messageId, recipient, new Since<>(message, now));
        bound(messages);
        List<Since<SmsReceipt>> receipts = early.find(messageId, recipient);
        early.removeAll(receipts);
        return receipts.stream()
                .map(receipt -> new Match<>(message, receipt.what()))
                .toList();
    }

    /**
     * The centre reports.
     *
     * @return empty when it is not clear which message is meant; the receipt is then kept for one that may come
     */
    public List<Match<M>> received(SmsReceipt receipt, Instant now) {
        forgetOld(now);
        List<Since<M>> found = messages.find(receipt.messageId(), receipt.recipient());
        if (found.isEmpty()) {
            early.add(receipt.messageId(), receipt.recipient(), new Since<>(receipt, now));
            bound(early);
            return List.of();
        }
        // A centre that uses an id again means its last message.
        return List.of(new Match<>(found.getLast().what(), receipt));
    }

    private void forgetOld(Instant now) {
        forget(messages, since -> since.since().plus(keptFor).isBefore(now));
        forget(early, since -> since.since().plus(keptFor).isBefore(now));
    }

    private static <T> void forget(MessageIds<T> ids, Function<T, Boolean> isOld) {
        while (ids.oldest().map(isOld).orElse(false)) {
            ids.removeOldest();
        }
    }

    private void bound(MessageIds<?> ids) {
        while (ids.size() > most) {
            ids.removeOldest();
        }
    }
}
