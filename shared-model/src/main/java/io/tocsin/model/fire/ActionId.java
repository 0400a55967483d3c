package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.UuidText;
import org.jspecify.annotations.Nullable;

/**
 * Names one thing that an operator did or asked for.
 *
 * @param text a UUID in its canonical form, lower case
 */
public record ActionId(@JsonValue String text) {

    /** @throws InvalidFieldException when {@code text} is not a UUID in canonical form */
    public ActionId {
        if (!UuidText.isCanonical(text)) {
            throw new InvalidFieldException(
                    "actionId", "is not a UUID in its canonical form, like 0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");
        }
    }

    /** @throws InvalidFieldException when {@code text} is missing or not a UUID */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ActionId of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("actionId", "is missing");
        }
        return new ActionId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
