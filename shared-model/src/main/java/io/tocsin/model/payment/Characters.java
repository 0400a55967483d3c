package io.tocsin.model.payment;

/**
 * Walks over bytes, character by character: UTF-8, or what JSON escapes with {@code u}. What is neither is passed byte by byte,
 * zeros are passed over.
 */
final class Characters {
    private static final int NONE = -1;
    private static final int ESCAPE = 6;

    private final byte[] bytes;
    int begin;
    int end;
    int codePoint;

    Characters(byte[] bytes, int from) {
        this.bytes = bytes;
        this.end = from;
    }

    boolean advance() {
        do {
            begin = end;
            if (begin >= bytes.length) {
                codePoint = NONE;
                return false;
            }
            read();
            // UTF-16 and UTF-32 have zeros between ASCII characters.
        } while (codePoint == 0);
        return true;
    }

    private void read() {
        byte first = bytes[begin];
        if (first == '\\' && begin + ESCAPE <= bytes.length && bytes[begin + 1] == 'u') {
            codePoint = hexadecimal(begin + 2);
            end = codePoint == NONE ? begin + 1 : begin + ESCAPE;
        } else if (first >= 0) {
            codePoint = first;
            end = begin + 1;
        } else {
            readSeveralBytes(first);
        }
    }

    private int hexadecimal(int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return NONE;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private void readSeveralBytes(byte first) {
        int length = Integer.numberOfLeadingZeros(~first << 24);
        int value = first & (0x7f >> length);
        boolean wellFormed = length >= 2 && length <= 4 && begin + length <= bytes.length;
        for (int i = begin + 1; wellFormed && i < begin + length; i++) {
            wellFormed = (bytes[i] & 0xc0) == 0x80;
            value = value << 6 | (bytes[i] & 0x3f);
        }
        codePoint = wellFormed && Character.isValidCodePoint(value) ? value : NONE;
        end = wellFormed ? begin + length : begin + 1;
    }

    /** The value of a decimal digit of any script; -1 for everything else. */
    int digit() {
        if (codePoint < 0x80) {
            return codePoint >= '0' && codePoint <= '9' ? codePoint - '0' : NONE;
        }
        return Character.isDigit(codePoint) ? Character.digit(codePoint, 10) : NONE;
    }

    boolean isSeparator() {
        if (codePoint < 0x80) {
            return codePoint == ' ' || codePoint == '-';
        }
        int type = Character.getType(codePoint);
        return type == Character.SPACE_SEPARATOR || type == Character.DASH_PUNCTUATION;
    }
}
