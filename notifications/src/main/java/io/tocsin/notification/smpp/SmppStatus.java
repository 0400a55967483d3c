package io.tocsin.notification.smpp;

import io.tocsin.notification.delivery.DeliveryAnswer;
import java.time.Duration;
import java.util.Map;

/**
 * What each {@code command_status} other than 0 that answers a {@code submit_sm} means for the message (SMPP 3.4, section 5.1.3).
 *
 * <p>Three kinds. <em>Message</em>: this message will never be taken. <em>Centre</em>: the centre has no room now, or something between
 * it and us is not as it should be (password, source address); no message is to blame, and each waits. <em>Unclear</em>: all
 * else, also numbers that the standard does not know.
 */
final class SmppStatus {
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration WHEN_MENDED = Duration.ofMinutes(1);

    private record Centre(String name, Duration retryAfter) {}

    private static final Map<Integer, String> MESSAGE = Map.ofEntries(
            Map.entry(0x01, "invalid message length"),
            Map.entry(0x06, "invalid priority"),
            Map.entry(0x07, "invalid registered delivery"),
            Map.entry(0x0B, "invalid destination address"),
            Map.entry(0x33, "invalid number of destinations"),
            Map.entry(0x34, "invalid distribution list"),
            Map.entry(0x40, "invalid destination flag"),
            Map.entry(0x43, "invalid esm_class"),
            Map.entry(0x50, "invalid type of destination number"),
            Map.entry(0x51, "invalid numbering plan of destination"),
            Map.entry(0x63, "invalid default message"),
            Map.entry(0x65, "permanent error of the receiver"),
            Map.entry(0x66, "the receiver rejects the message"),
            Map.entry(0xC0, "error in the optional part"),
            Map.entry(0xC1, "optional parameter not allowed"),
            Map.entry(0xC2, "invalid parameter length"),
            Map.entry(0xC3, "optional parameter missing"),
            Map.entry(0xC4, "invalid optional parameter value"));

    private static final Map<Integer, Centre> CENTRE = Map.ofEntries(
            Map.entry(0x02, new Centre("invalid command length", WHEN_MENDED)),
            Map.entry(0x03, new Centre("invalid command", WHEN_MENDED)),
            Map.entry(0x04, new Centre("not bound for sending", SOON)),
            Map.entry(0x05, new Centre("already bound", SOON)),
            Map.entry(0x08, new Centre("system error", SOON)),
            Map.entry(0x0A, new Centre("invalid source address", WHEN_MENDED)),
            Map.entry(0x0D, new Centre("bind failed", WHEN_MENDED)),
            Map.entry(0x0E, new Centre("invalid password", WHEN_MENDED)),
            Map.entry(0x0F, new Centre("invalid system id", WHEN_MENDED)),
            Map.entry(0x14, new Centre("message queue full", SOON)),
            Map.entry(0x15, new Centre("invalid service type", WHEN_MENDED)),
            Map.entry(0x45, new Centre("submitting failed", SOON)),
            Map.entry(0x48, new Centre("invalid type of source number", WHEN_MENDED)),
            Map.entry(0x49, new Centre("invalid numbering plan of source", WHEN_MENDED)),
            Map.entry(0x53, new Centre("invalid system type", WHEN_MENDED)),
            Map.entry(0x58, new Centre("throttled", AT_ONCE)),
            Map.entry(0x61, new Centre("invalid delivery time", WHEN_MENDED)),
            Map.entry(0x62, new Centre("invalid validity period", WHEN_MENDED)),
            Map.entry(0x64, new Centre("temporary error of the receiver", SOON)));

    private SmppStatus() {}

    /** What a status other than 0 means for the message that it answers. */
    static DeliveryAnswer answer(int status) {
        String code = "smpp-0x%02x".formatted(status);
        Centre centre = CENTRE.get(status);
        if (centre != null) {
            return new DeliveryAnswer.NotNow(centre.retryAfter(), code + ": " + centre.name());
        }
        String message = MESSAGE.get(status);
        if (message != null) {
            return new DeliveryAnswer.RefusedForGood(code, code + ": " + message);
        }
        return new DeliveryAnswer.Unclear(code + " from the SMS centre");
    }
}
