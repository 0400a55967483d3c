package io.tocsin.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a value from outside must have. */
public final class Required {
    private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59.999999999Z");

    private Required() {}

    /**
     * Refuses a value whose property is missing: Jackson hands on null for it.
     *
     * @throws InvalidFieldException when {@code value} is null
     */
    public static void field(String name, @Nullable Object value) {
        if (value == null) {
            throw new InvalidFieldException(name, "is missing");
        }
    }

    /**
     * Refuses text that is empty, blank or longer than people write.
     *
     * @throws InvalidFieldException when {@code text} is missing, blank, or has more than {@code longest} characters
     */
    public static void text(String name, @Nullable String text, int longest) {
        field(name, text);
        if (text == null || text.isBlank() || text.length() > longest) {
            throw new InvalidFieldException(name, "must be text of 1 to " + longest + " characters");
        }
    }

    /**
     * Refuses a time that is missing, or so far away that it is a mistake and cannot be reckoned with.
     *
     * @throws InvalidFieldException when {@code time} is missing, before 1970 or after 2999
     */
    public static void time(String name, @Nullable Instant time) {
        field(name, time);
        if (time == null || time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new InvalidFieldException(name, "must be a time between 1970 and 2999");
        }
    }

    /**
     * Refuses a figure out of its range.
     *
     * @throws InvalidFieldException when {@code figure} is less than {@code least} or more than {@code most}
     */
    public static void range(String name, long figure, long least, long most) {
        if (figure < least || figure > most) {
            throw new InvalidFieldException(name, "must be " + least + " to " + most);
        }
    }
}
