package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names the vehicle that passed: its plate or the number of its on-board unit. The key of every payment record, so
 * payments of one vehicle are handled in their order.
 *
 * @param text 1 to 32 letters or digits of any script, with {@code - _ . :} and single spaces between them
 */
public record VehicleId(@JsonValue String text) {
    private static final Pattern ALLOWED =
            Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}\\p{M}._: -]{0,30}[\\p{L}\\p{N}\\p{M}])?");

    /** @throws InvalidFieldException when {@code text} has other characters or another length, or is a card number */
    public VehicleId {
        if (!ALLOWED.matcher(text).matches()) {
            throw new InvalidFieldException(
                    "vehicle", "must be 1 to 32 letters or digits, with '-', '_', '.', ':' or spaces between them");
        }
        CardNumbers.refuseIn("vehicle", text);
    }

    /** @throws InvalidFieldException when {@code text} is missing or not a vehicle id */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static VehicleId of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("vehicle", "is missing");
        }
        return new VehicleId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
