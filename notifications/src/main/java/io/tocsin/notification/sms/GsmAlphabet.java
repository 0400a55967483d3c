package io.tocsin.notification.sms;

import java.util.HashMap;
import java.util.Map;

/**
 * The GSM 7 bit default alphabet with its extension table, 3GPP TS 23.038 sections 6.2.1 and 6.2.1.1, one septet in each
 * byte: that is how SMPP carries it.
 */
final class GsmAlphabet {
    /** Leads over to the extension table; no character itself. */
    static final byte ESCAPE = 0x1B;

    /** The character of each septet. At {@link #ESCAPE} stands what no text may contain. */
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅå"
            + "Δ_ΦΓΛΩΠΨΣΘΞ\uFFFFÆæßÉ"
            + " !\"#¤%&'()*+,-./"
            + "0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNO"
            + "PQRSTUVWXYZÄÖÑÜ§"
            + "¿abcdefghijklmno"
            + "pqrstuvwxyzäöñüà";

    private static final Map<Character, byte[]> SEPTETS = septets();

    private GsmAlphabet() {}

    /** Whether each character of {@code text} is in the alphabet or its extension. */
    static boolean covers(String text) {
        return text.chars().allMatch(character -> SEPTETS.containsKey((char) character));
    }

    /**
     * The septets of one character: one, or {@link #ESCAPE} and another.
     *
     * @throws IllegalArgumentException when the alphabet has no such character
     */
    static byte[] septets(char character) {
        byte[] septets = SEPTETS.get(character);
        if (septets == null) {
            throw new IllegalArgumentException("the GSM alphabet has no character U+%04X".formatted((int) character));
        }
        return septets.clone();
    }

    private static Map<Character, byte[]> septets() {
        var septets = new HashMap<Character, byte[]>();
        for (int i = 0; i < BASIC.length(); i++) {
            if (i != ESCAPE) {
                septets.put(BASIC.charAt(i), new byte[] {(byte) i});
            }
        }
        Map.of(
                        '\f', 0x0A,
                        '^', 0x14,
                        '{', 0x28,
                        '}', 0x29,
                        '\\', 0x2F,
                        '[', 0x3C,
                        '~', 0x3D,
                        ']', 0x3E,
                        '|', 0x40,
                        '€', 0x65)
                .forEach((character, septet) -> septets.put(character, new byte[] {ESCAPE, septet.byteValue()}));
        return Map.copyOf(septets);
    }
}
