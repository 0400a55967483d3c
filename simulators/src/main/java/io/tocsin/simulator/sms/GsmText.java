package io.tocsin.simulator.sms;

/**
 * Reads the GSM 7 bit default alphabet with its extension table (3GPP TS 23.038, sections 6.2.1 and 6.2.1.1), one septet in each
 * byte: that is how SMPP carries it. Written apart from what notifications write with, so that the one finds mistakes of the other.
 */
final class GsmText {
    private static final int ESCAPE = 0x1B;
    private static final char UNKNOWN = '\uFFFD';

    private static final String ALPHABET = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ" + UNKNOWN
            + "ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private GsmText() {}

    /** The text. What is no septet, or escapes to nothing, becomes U+FFFD: whoever wrote it made a mistake. */
    static String read(byte[] septets, int from) {
        var text = new StringBuilder(septets.length);
        for (int i = from; i < septets.length; i++) {
            if (septets[i] == ESCAPE) {
                i++;
                text.append(i < septets.length ? extension(septets[i]) : UNKNOWN);
            } else {
                text.append(septets[i] < 0 ? UNKNOWN : ALPHABET.charAt(septets[i]));
            }
        }
        return text.toString();
    }

    private static char extension(byte septet) {
        return switch (septet) {
            case 0x0A -> '\f';
            case 0x14 -> '^';
            case 0x28 -> '{';
            case 0x29 -> '}';
            case 0x2F -> '\\';
            case 0x3C -> '[';
            case 0x3D -> '~';
            case 0x3E -> ']';
            case 0x40 -> '|';
            case 0x65 -> '€';
            default -> UNKNOWN;
        };
    }
}
