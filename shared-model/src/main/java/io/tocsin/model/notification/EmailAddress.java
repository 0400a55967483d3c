package io.tocsin.model.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox.
 *
 * @param text local part, {@code @} and domain in ASCII, without quotes and comments (RFC 5321, section 4.1.2)
 */
public record EmailAddress(@JsonValue String text) {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                    + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final int LONGEST = 254;

    /** @throws InvalidFieldException when {@code text} has another form */
    public EmailAddress {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw new InvalidFieldException("email", "must be a mailbox like ann@example.org");
        }
    }

    /** @throws InvalidFieldException when {@code text} is missing or has another form */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EmailAddress of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("email", "is missing");
        }
        return new EmailAddress(text);
    }

    /** What stands behind the {@code @}, in lower case. */
    public String domain() {
        return text.substring(text.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return text;
    }
}
