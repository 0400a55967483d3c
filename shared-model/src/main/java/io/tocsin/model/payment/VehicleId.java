package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import org.jspecify.annotations.Nullable;

/**
 * Names the vehicle that passed: its plate or the number of its on-board unit. The key of every payment record, so
 * payments of one vehicle are handled in their order.
 *
 * @param text 1 to 32 letters or digits of any script, with {@code - _ . :} and single spaces between them
 */
public record VehicleId(@JsonValue String text) {
    private static final int LONGEST = 32;

    /** @throws InvalidFieldException when {@code text} has other characters or another length, or is a card number */
    public VehicleId {
        if (!isAllowed(text)) {
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

    /** A loop and not a pattern: every payment passes here several times. */
    private static boolean isAllowed(String text) {
        if (text.isEmpty() || text.length() > LONGEST || !Character.isLetterOrDigit(text.codePointAt(0))) {
            return false;
        }
        int last = text.codePointBefore(text.length());
        return isLetterDigitOrMark(last)
                && text.codePoints().allMatch(c -> isLetterDigitOrMark(c) || "._: -".indexOf(c) >= 0);
    }

    private static boolean isLetterDigitOrMark(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    @Override
    public String toString() {
        return text;
    }
}
