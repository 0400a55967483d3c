package io.tocsin.model.payment;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;

/**
 * Recognises card numbers (PANs), so that they are refused wherever they come in and masked where they cannot be refused: PCI
 * DSS v4, 3.3 to 3.5.
 *
 * <p>A card number is 13 to 19 digits, in one piece or in groups parted by single spaces or dashes, with the prefix and the
 * length of an issuer and a valid check digit (ISO/IEC 7812-1). A longer row of digits is none. Bytes are read as UTF-8: digits,
 * spaces and dashes of every script count, also as JSON escapes them with {@code u} and four hexadecimal digits. Of UTF-16 and
 * UTF-32 the ASCII characters are seen.
 *
 * <p>About one in thirty other numbers of these lengths looks like one by chance. What looks like one inside of a UUID, a W3C
 * {@code traceparent} or another hexadecimal word of 32 characters or more, in the decimals of a number, or after a plus (a
 * telephone number), is none.
 */
public final class CardNumbers {
    /** What is wrong where one is found, for people. */
    public static final String REFUSAL =
            "holds what looks like a card number; send the token that your card vault gave for it";

    private CardNumbers() {}

    /** Whether {@code text} holds a card number anywhere. */
    public static boolean foundIn(CharSequence text) {
        return text.length() >= DigitGroups.SHORTEST && foundIn(text.toString().getBytes(UTF_8));
    }

    /** Whether {@code bytes} hold a card number anywhere. */
    public static boolean foundIn(byte[] bytes) {
        var groups = new DigitGroups(bytes);
        while (groups.next()) {
            if (groups.numberHere() != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same bytes with each digit of a card number, but for its last four, replaced by {@code *}. Nothing else changes, and
     * the length stays: a digit of several bytes becomes as many asterisks.
     */
    public static byte[] masked(byte[] bytes) {
        byte[] masked = bytes.clone();
        mask(bytes, masked);
        // What is left of one number may make another with the digits that follow it.
        mask(masked, masked);
        return masked;
    }

    /** {@code text} with its card numbers masked. */
    public static String masked(String text) {
        return foundIn(text) ? new String(masked(text.getBytes(UTF_8)), UTF_8) : text;
    }

    private static void mask(byte[] seen, byte[] masked) {
        var groups = new DigitGroups(seen);
        while (groups.next()) {
            DigitGroups.Digits number = groups.numberHere();
            if (number != null) {
                number.mask(masked);
            }
        }
    }

    /**
     * @param field the field that {@code text} came in, for the message
     * @throws InvalidFieldException when {@code text} holds a card number; the message does not repeat it
     */
    static void refuseIn(String field, String text) {
        if (foundIn(text)) {
            throw new InvalidFieldException(field, REFUSAL);
        }
    }

    /**
     * Refuses a card number anywhere in a JSON document, also where nobody would read it.
     *
     * @throws InvalidFieldException when there is one; the message names its place and does not repeat it
     */
    public static void refuseIn(byte[] json) {
        if (foundIn(json)) {
            throw new InvalidFieldException(Json.firstPlace(json, CardNumbers::foundIn), REFUSAL);
        }
    }
}
