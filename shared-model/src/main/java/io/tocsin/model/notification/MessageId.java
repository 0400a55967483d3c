package io.tocsin.model.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.UuidText;
import org.jspecify.annotations.Nullable;

/**
 * Names what one person is told, once, by one channel. The same telling has the same id, however often it is written.
 *
 * @param text a UUID in its canonical form, lower case
 */
public record MessageId(@JsonValue String text) {
    /** @throws InvalidFieldException when {@code text} is not a UUID in canonical form */
    public MessageId {
        if (!UuidText.isCanonical(text)) {
            throw new InvalidFieldException("messageId", "is not a UUID in its canonical form");
        }
    }

    /** @throws InvalidFieldException when {@code text} is missing or not a UUID */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MessageId of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("messageId", "is missing");
        }
        return new MessageId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
