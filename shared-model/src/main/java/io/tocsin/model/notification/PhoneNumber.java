package io.tocsin.model.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A telephone number of the world's numbering plan.
 *
 * @param text as ITU-T E.164 has it: {@code +}, country code and number, 15 digits at the most
 */
public record PhoneNumber(@JsonValue String text) {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    /** @throws InvalidFieldException when {@code text} has another form */
    public PhoneNumber {
        if (!E164.matcher(text).matches()) {
            throw new InvalidFieldException("phone", "must be '+', country code and number, like +4915123456789");
        }
    }

    /** @throws InvalidFieldException when {@code text} is missing or has another form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PhoneNumber of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("phone", "is missing");
        }
        return new PhoneNumber(text);
    }

    /** The digits without the {@code +}: an international number in SMPP. */
    public String digits() {
        return text.substring(1);
    }

    @Override
    public String toString() {
        return text;
    }
}
