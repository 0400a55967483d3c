package io.tocsin.model.payment;

import io.tocsin.model.InvalidFieldException;

/**
 * Recognises card numbers (PANs) so that they are refused wherever free text comes in: PCI DSS v4, 3.3 to 3.5.
 *
 * <p>A card number is 13 to 19 digits, possibly parted by single spaces or dashes, with a valid Luhn check digit
 * (ISO/IEC 7812-1). One other number in ten has a valid check digit by chance; refusing it is the price.
 */
public final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private CardNumbers() {}

    /** Whether {@code text} holds a card number anywhere. */
    public static boolean foundIn(CharSequence text) {
        var digits = new StringBuilder(LONGEST + 1);
        boolean parted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
                parted = false;
            } else if ((c == ' ' || c == '-') && !digits.isEmpty() && !parted) {
                parted = true;
            } else {
                if (isCardNumber(digits)) {
                    return true;
                }
                digits.setLength(0);
                parted = false;
            }
        }
        return isCardNumber(digits);
    }

    /**
     * @param field the field that {@code text} came in, for the message
     * @throws InvalidFieldException when {@code text} holds a card number; the message does not repeat it
     */
    static void refuseIn(String field, String text) {
        if (foundIn(text)) {
            throw new InvalidFieldException(
                    field, "looks like a card number; send the token that your card vault gave for it");
        }
    }

    private static boolean isCardNumber(CharSequence digits) {
        int length = digits.length();
        if (length < SHORTEST || length > LONGEST) {
            return false;
        }
        int sum = 0;
        boolean doubled = false;
        for (int i = length - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            if (doubled) {
                digit *= 2;
                if (digit > 9) {
                    digit -= 9;
                }
            }
            sum += digit;
            doubled = !doubled;
        }
        return sum % 10 == 0;
    }
}
