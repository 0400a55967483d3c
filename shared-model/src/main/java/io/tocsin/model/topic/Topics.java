package io.tocsin.model.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Every topic of Tocsin. Topics are created, documented and granted from here, and from nowhere else. */
public final class Topics {
    private static final String FOR_EVER = "-1";

    /** Payments that are asked for, and those that are tried again. */
    public static final Topic PENDING_PAYMENTS = new Topic(
            "pending-payments",
            8,
            "vehicle",
            "`PendingPayment` with `retries` and `notBefore`",
            "Payments asked for; retried payments come back here, at the end.",
            Map.of(
                    "retention.ms",
                    millis(Duration.ofDays(30)),
                    // The broker's clock: retention would at once remove what a sender without a clock dates to 1970.
                    "message.timestamp.type",
                    "LogAppendTime",
                    // So that the limit of max.message.bytes holds for what a reader must hold in memory, and a record
                    // that
                    // expands beyond it is refused to its sender.
                    "compression.type",
                    "uncompressed"));

    /** Payments that the bank has charged. */
    public static final Topic SETTLED_PAYMENTS = new Topic(
            "settled-payments",
            8,
            "vehicle",
            "`SettledPayment`",
            "Payments charged; exactly one outcome per payment id, here or in `failed-payments`.",
            Map.of("retention.ms", FOR_EVER));

    /** Payments that will not be tried again by themselves. */
    public static final Topic FAILED_PAYMENTS = new Topic(
            "failed-payments",
            8,
            "vehicle",
            "`FailedPayment`: declined, refused, retries exhausted, expired, outcome unknown",
            "The business's dead letters: a person decides what becomes of them.",
            Map.of("retention.ms", FOR_EVER));

    /** What cannot be read as a payment. */
    public static final Topic PENDING_PAYMENTS_DEAD_LETTER = new Topic(
            "pending-payments-dead-letter",
            8,
            "as received",
            "as received",
            "What cannot be read as a payment, with the reason in its headers.",
            Map.of("retention.ms", FOR_EVER));

    /** All of them, in the order in which a reader meets them. */
    public static final List<Topic> ALL =
            List.of(PENDING_PAYMENTS, SETTLED_PAYMENTS, FAILED_PAYMENTS, PENDING_PAYMENTS_DEAD_LETTER);

    private Topics() {}

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
