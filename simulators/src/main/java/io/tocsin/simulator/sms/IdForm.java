package io.tocsin.simulator.sms;

import java.util.Locale;

/** How a centre writes the number of a message. Centres are known to write it one way in the answer and another in the receipt. */
public enum IdForm {
    /** As {@code 1795277400123}. */
    DECIMAL("decimal", "%d"),
    /** As {@code 1a1fdf6b3fb}. */
    HEX("hex", "%x"),
    /** As {@code 1A1FDF6B3FB}. */
    UPPER_HEX("upperHex", "%X"),
    /** As {@code 0000001795277400123}. */
    PADDED_DECIMAL("paddedDecimal", "%019d"),
    /** As {@code 000001a1fdf6b3fb}. */
    PADDED_HEX("paddedHex", "%016x");

    private final String word;
    private final String format;

    IdForm(String word, String format) {
        this.word = word;
        this.format = format;
    }

    /** Its name in JSON. */
    public String word() {
        return word;
    }

    String write(long number) {
        return String.format(Locale.ROOT, format, number);
    }
}
