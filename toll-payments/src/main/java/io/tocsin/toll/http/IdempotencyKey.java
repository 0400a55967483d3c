package io.tocsin.toll.http;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.PaymentId;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code Idempotency-Key} (IETF draft-ietf-httpapi-idempotency-key-header): here it is the payment's id. The
 * draft's form, a quoted string, is taken as well as the bare one that most clients send.
 */
final class IdempotencyKey {
    static final String HEADER = "Idempotency-Key";

    private IdempotencyKey() {}

    /** @throws MissingKeyException when there is none */
    static PaymentId read(@Nullable String header) {
        if (header == null || header.isBlank()) {
            throw new MissingKeyException();
        }
        String value = header.strip();
        if (value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")) {
            value = value.substring(1, value.length() - 1);
        }
        try {
            return PaymentId.of(value);
        } catch (InvalidFieldException e) {
            throw new InvalidFieldException(HEADER, e.problem());
        }
    }

    /** The caller forgot the key: 400, as the draft says. */
    static final class MissingKeyException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
