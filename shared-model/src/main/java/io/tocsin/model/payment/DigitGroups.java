package io.tocsin.model.payment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The groups of digits in some bytes, one after the other; a card number begins and ends with one. */
final class DigitGroups {
    static final int SHORTEST = 13;

    private static final int LONGEST = 19;
    private static final int LAST_FOUR = 4;
    private static final byte MASK = '*';

    /** Words that are hexadecimal as a whole: a UUID, a {@code traceparent}, a digest. */
    private static final Pattern HEXADECIMAL = Pattern.compile(
            "(?i)(?<![0-9a-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}"
                    + "|[0-9a-f]{32,})(?![0-9a-z])");

    /** So far around a number such a word is looked for. */
    private static final int SURROUNDINGS = 64;

    private final byte[] bytes;
    private final Characters at;
    private final Digits number = new Digits();
    private boolean afterDigit;
    private boolean inDecimals;

    DigitGroups(byte[] bytes) {
        this.bytes = bytes;
        this.at = new Characters(bytes, 0);
    }

    /** Goes to the first digit of the next group that a card number may begin with. */
    boolean next() {
        int before = 0;
        while (at.advance()) {
            if (at.digit() >= 0) {
                boolean begins = !afterDigit;
                afterDigit = true;
                if (begins && !inDecimals && before != '+') {
                    return true;
                }
            } else {
                inDecimals = at.codePoint == '.' && afterDigit;
                afterDigit = false;
            }
            before = at.codePoint;
        }
        return false;
    }

    /** The longest card number that begins with this group; null when none does. */
    @Nullable Digits numberHere() {
        number.cutTo(0);
        int longest = 0;
        var ahead = new Characters(bytes, at.begin);
        ahead.advance();
        while (ahead.digit() >= 0 && !number.isFull()) {
            number.add(ahead);
            ahead.advance();
            if (ahead.digit() < 0) {
                longest = number.isCardNumber() ? number.length : longest;
                if (ahead.isSeparator()) {
                    ahead.advance();
                }
            }
        }
        number.cutTo(longest);
        return longest == 0 || isPartOfHexadecimal(number) ? null : number;
    }

    private boolean isPartOfHexadecimal(Digits number) {
        int from = Math.max(0, number.begin() - SURROUNDINGS);
        int to = Math.min(bytes.length, number.end() + SURROUNDINGS);
        Matcher word = HEXADECIMAL.matcher(new String(bytes, from, to - from, ISO_8859_1));
        while (word.find()) {
            if (from + word.start() <= number.begin() && from + word.end() >= number.end()) {
                return true;
            }
        }
        return false;
    }

    /** A row of digits, collected from left to right, and where they stand. */
    static final class Digits {
        private final int[] digits = new int[LONGEST];
        private final int[] begins = new int[LONGEST];
        private final int[] ends = new int[LONGEST];
        private int length;

        boolean isFull() {
            return length == LONGEST;
        }

        void add(Characters at) {
            digits[length] = at.digit();
            begins[length] = at.begin;
            ends[length] = at.end;
            length++;
        }

        void cutTo(int newLength) {
            length = newLength;
        }

        int begin() {
            return begins[0];
        }

        int end() {
            return ends[length - 1];
        }

        boolean isCardNumber() {
            if (length < SHORTEST) {
                return false;
            }
            int firstFour = ((digits[0] * 10 + digits[1]) * 10 + digits[2]) * 10 + digits[3];
            return CardIssuer.anyMayHaveIssued(firstFour, length) && hasItsCheckDigit();
        }

        /** Luhn's formula: ISO/IEC 7812-1, Annex B. */
        private boolean hasItsCheckDigit() {
            int sum = 0;
            for (int i = 0; i < length; i++) {
                boolean doubled = (length - i) % 2 == 0;
                int weighted = doubled ? digits[i] * 2 : digits[i];
                sum += weighted > 9 ? weighted - 9 : weighted;
            }
            return sum % 10 == 0;
        }

        void mask(byte[] bytes) {
            for (int i = 0; i < length - LAST_FOUR; i++) {
                for (int at = begins[i]; at < ends[i]; at++) {
                    bytes[at] = MASK;
                }
            }
        }
    }
}
