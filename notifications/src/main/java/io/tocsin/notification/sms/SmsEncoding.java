package io.tocsin.notification.sms;

import static java.nio.charset.StandardCharsets.UTF_16BE;

/** How the text of an SMS is written, and how much of it fits into 140 bytes (3GPP TS 23.040). */
public enum SmsEncoding {
    /** The GSM alphabet: a character takes one septet, or two from the extension table. */
    GSM_7(160, 153),

    /** UTF-16, which extends the UCS-2 of the standard: a character takes one unit of two bytes, or two. */
    UCS_2(70, 67);

    private final int alone;
    private final int asPart;

    SmsEncoding(int alone, int asPart) {
        this.alone = alone;
        this.asPart = asPart;
    }

    /** The shorter one that can write all of {@code text}. */
    static SmsEncoding of(String text) {
        return GsmAlphabet.covers(text) ? GSM_7 : UCS_2;
    }

    /** How many septets or units a message has that is not divided. */
    int alone() {
        return alone;
    }

    /** How many septets or units each part of a divided message has: the header takes six bytes of it. */
    int asPart() {
        return asPart;
    }

    /** How many septets or units a whole character takes. */
    int lengthOf(int codePoint) {
        return this == GSM_7 ? GsmAlphabet.septets((char) codePoint).length : Character.charCount(codePoint);
    }

    byte[] encode(int codePoint) {
        return this == GSM_7
                ? GsmAlphabet.septets((char) codePoint)
                : Character.toString(codePoint).getBytes(UTF_16BE);
    }
}
