package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names a person who operates, as signed in.
 *
 * @param text 1 to 64 letters, digits or {@code _ . @ -}
 */
public record OperatorId(@JsonValue String text) {
    private static final Pattern ALLOWED = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.@-]{0,63}");

    /** @throws InvalidFieldException when {@code text} has other characters or another length */
    public OperatorId {
        if (!ALLOWED.matcher(text).matches()) {
            throw new InvalidFieldException("operator", "must be 1 to 64 letters, digits or '_', '.', '@', '-'");
        }
    }

    /** @throws InvalidFieldException when {@code text} is missing or not an operator's name */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static OperatorId of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("operator", "is missing");
        }
        return new OperatorId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
