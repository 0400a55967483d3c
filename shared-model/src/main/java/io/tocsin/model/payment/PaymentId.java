package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.UuidText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names one payment for its whole life, in every topic, at the bank (as the idempotency key) and over HTTP.
 *
 * <p>A UUID in its canonical text form (RFC 9562), lower case. Tocsin makes version 7, whose order is the order of
 * creation; any other version is accepted from outside.
 *
 * @param text the 36 characters
 */
public record PaymentId(@JsonValue String text) {
    /** @throws InvalidFieldException when {@code text} is not a UUID in canonical form */
    public PaymentId {
        if (!UuidText.isCanonical(text)) {
            throw new InvalidFieldException(
                    "paymentId", "is not a UUID in its canonical form, like 0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");
        }
    }

    /**
     * Reads an id as people and programs write it: upper case is accepted and folded.
     *
     * @throws InvalidFieldException when {@code text} is missing or not a UUID
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PaymentId of(@Nullable String text) {
        if (text == null) {
            throw new InvalidFieldException("paymentId", "is missing");
        }
        return new PaymentId(text.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return text;
    }
}
