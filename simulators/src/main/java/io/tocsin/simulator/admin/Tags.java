package io.tocsin.simulator.admin;

import java.util.Locale;

/** How the values of tags are written. */
final class Tags {
    private Tags() {}

    /** {@code TOO_LARGE} becomes {@code too-large}. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
