package io.tocsin.model;

import org.jspecify.annotations.Nullable;

/** What a value from outside must have. */
public final class Required {
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
