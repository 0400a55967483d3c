package io.tocsin.notification.sms;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as it goes over the air: in one encoding, in as many parts as it needs. No part begins or ends within a
 * character, neither within an escaped one of the GSM alphabet nor within a surrogate pair.
 *
 * <p>The parts of one text carry a common reference, by which the telephone puts them together. Whoever sends a text
 * again uses the same reference: a telephone that has some of the parts already puts the text together once.
 *
 * @param encoding of all parts
 * @param parts in order; at least one
 */
public record SmsText(SmsEncoding encoding, List<Part> parts) {
    private static final int MOST_PARTS = 255;
    private static final int REPLACEMENT = 0xFFFD;

    /**
     * One part.
     *
     * @param hasHeader whether {@code bytes} begin with a user data header
     * @param bytes the header, if any, and the text: septets each in a byte, or UTF-16, big end first
     */
    public record Part(boolean hasHeader, byte[] bytes) {}

    /** Copies {@code parts}. */
    public SmsText {
        parts = List.copyOf(parts);
    }

    /**
     * Encodes and divides {@code text}. Half a surrogate pair, which is no character, becomes U+FFFD.
     *
     * @param reference of which the last eight bits go into the header of each part
     * @throws IllegalArgumentException when the text needs more than 255 parts
     */
    public static SmsText of(String text, int reference) {
        String whole = withoutHalfPairs(text);
        SmsEncoding encoding = SmsEncoding.of(whole);
        List<byte[]> pieces = divide(whole, encoding, encoding.alone());
        if (pieces.size() == 1) {
            return new SmsText(encoding, List.of(new Part(false, pieces.getFirst())));
        }
        pieces = divide(whole, encoding, encoding.asPart());
        if (pieces.size() > MOST_PARTS) {
            throw new IllegalArgumentException(
                    "the text needs " + pieces.size() + " SMS, but at most " + MOST_PARTS + " can belong together");
        }
        var parts = new ArrayList<Part>(pieces.size());
        for (byte[] piece : pieces) {
            parts.add(new Part(true, withHeader(piece, reference, pieces.size(), parts.size() + 1)));
        }
        return new SmsText(encoding, parts);
    }

    private static String withoutHalfPairs(String text) {
        return text.codePoints()
                .map(codePoint -> isHalfPair(codePoint) ? REPLACEMENT : codePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isHalfPair(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static List<byte[]> divide(String text, SmsEncoding encoding, int longest) {
        var pieces = new ArrayList<byte[]>();
        var piece = new ByteArrayOutputStream();
        int length = 0;
        for (int codePoint : text.codePoints().toArray()) {
            int more = encoding.lengthOf(codePoint);
            if (length + more > longest) {
                pieces.add(piece.toByteArray());
                piece.reset();
                length = 0;
            }
            piece.writeBytes(encoding.encode(codePoint));
            length += more;
        }
        pieces.add(piece.toByteArray());
        return pieces;
    }

    /** The information element of 3GPP TS 23.040, 9.2.3.24.1: concatenated short messages, 8 bit reference. */
    private static byte[] withHeader(byte[] piece, int reference, int parts, int number) {
        var bytes = new ByteArrayOutputStream(6 + piece.length);
        bytes.writeBytes(new byte[] {5, 0, 3, (byte) reference, (byte) parts, (byte) number});
        bytes.writeBytes(piece);
        return bytes.toByteArray();
    }
}
