package io.tocsin.simulator.bank;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.CardNumbers;
import org.jspecify.annotations.Nullable;

/** The {@code Idempotency-Key} header: which attempts are attempts at the same charge. */
final class IdempotencyKey {
    private static final int LONGEST = 128;

    private IdempotencyKey() {}

    /**
     * The key as sent, without the quotes that the IETF draft (draft-ietf-httpapi-idempotency-key-header) puts around
     * it.
     *
     * @throws InvalidFieldException when it is missing or malformed
     */
    static String read(@Nullable String header) {
        if (header == null) {
            throw new InvalidFieldException("Idempotency-Key", "is missing: send the payment id in this header");
        }
        int length = header.length();
        boolean quoted = length >= 2 && header.charAt(0) == '"' && header.charAt(length - 1) == '"';
        String key = quoted ? header.substring(1, length - 1) : header;
        boolean plain = !key.isEmpty() && key.length() <= LONGEST;
        for (int i = 0; plain && i < key.length(); i++) {
            plain = allows(key.charAt(i));
        }
        if (!plain) {
            throw new InvalidFieldException(
                    "Idempotency-Key", "must be 1 to 128 letters, digits or '_', '-', '.', ':'");
        }
        // A UUID may hold thirteen decimal digits in a row by chance, and then it is still no card number.
        if (Id.ofUuid(key) == null && CardNumbers.foundIn(key)) {
            throw new InvalidFieldException("Idempotency-Key", "looks like a card number; send the payment id");
        }
        return key;
    }

    static boolean allows(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == '-'
                || c == '.'
                || c == ':';
    }
}
