package io.tocsin.model;

/** The canonical text form of a UUID (RFC 9562): 36 characters, lower case. */
public final class UuidText {
    private static final int LENGTH = 36;

    private UuidText() {}

    /** Whether {@code text} is one. A loop and not a pattern: every payment passes here several times. */
    public static boolean isCanonical(String text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            char c = text.charAt(i);
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }
}
