package io.tocsin.model.fire;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.UuidText;
import org.jspecify.annotations.Nullable;

/**
 * Names one incident on one floor, from the first signal of fire to the reset.
 *
 * @param text a UUID in its canonical form, lower case; version 7, whose order is the order of the incidents
 */
public record AlarmId(@JsonValue String text) {

    /** @throws InvalidFieldException when {@code text} is not a UUID in canonical form */
    public AlarmId {
        if (!UuidText.isCanonical(text)) {
            throw new InvalidFieldException(
                    "alarmId", "is not a UUID in its canonical form, like 0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");
        }
    }

    /** @throws InvalidFieldException when {@code text} is missing or not a UUID */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AlarmId of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("alarmId", "is missing");
        }
        return new AlarmId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
