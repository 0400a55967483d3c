package io.tocsin.simulator.sms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What one {@code submit_sm} carries, taken apart.
 *
 * @param place which part of a message it is; null when it is a whole one
 * @param text decoded by itself, as a telephone does: a character that was split between two parts is visible as U+FFFD
 */
record Segment(@Nullable Place place, String text) {
    private static final int HAS_HEADER = 0x40;
    private static final int CONCATENATED_8_BIT = 0x00;
    private static final int CONCATENATED_16_BIT = 0x08;

    /**
     * Which part of a message it is (3GPP TS 23.040, sections 9.2.3.24.1 and 9.2.3.24.8).
     *
     * @param reference that the parts have in common
     * @param parts how many there are
     * @param number of this one, from 1
     */
    record Place(int reference, int parts, int number) {}

    /**
     * Takes a short message apart. Of a header that makes no sense nothing is believed.
     *
     * @param esmClass and
     * @param dataCoding as in the {@code submit_sm}
     */
    static Segment of(byte esmClass, byte dataCoding, byte[] message) {
        if ((esmClass & HAS_HEADER) == 0 || message.length == 0) {
            return new Segment(null, text(dataCoding, message, 0));
        }
        int end = Math.min(1 + (message[0] & 0xFF), message.length);
        return new Segment(place(message, end), text(dataCoding, message, end));
    }

    private static @Nullable Place place(byte[] message, int end) {
        int at = 1;
        while (at + 2 <= end) {
            int element = message[at] & 0xFF;
            int length = message[at + 1] & 0xFF;
            int value = at + 2;
            if (value + length > end) {
                return null;
            }
            if (element == CONCATENATED_8_BIT && length == 3) {
                return sensible(message[value] & 0xFF, message[value + 1] & 0xFF, message[value + 2] & 0xFF);
            }
            if (element == CONCATENATED_16_BIT && length == 4) {
                int reference = (message[value] & 0xFF) << 8 | (message[value + 1] & 0xFF);
                return sensible(reference, message[value + 2] & 0xFF, message[value + 3] & 0xFF);
            }
            at = value + length;
        }
        return null;
    }

    private static @Nullable Place sensible(int reference, int parts, int number) {
        return number >= 1 && number <= parts ? new Place(reference, parts, number) : null;
    }

    /** By SMPP 3.4, section 5.2.19; what is no text is written in hexadecimal. */
    private static String text(byte dataCoding, byte[] message, int from) {
        return switch (dataCoding) {
            case 0x00 -> GsmText.read(message, from);
            case 0x01, 0x03 -> new String(message, from, message.length - from, ISO_8859_1);
            case 0x08 -> new String(message, from, message.length - from, UTF_16BE);
            default -> HexFormat.of().formatHex(Arrays.copyOfRange(message, from, message.length));
        };
    }
}
