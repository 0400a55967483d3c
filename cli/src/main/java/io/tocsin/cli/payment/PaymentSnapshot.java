package io.tocsin.cli.payment;

import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment as {@code GET /payments/{id}} shows it; what does not apply is absent.
 *
 * @param paymentId the payment
 * @param state {@code accepted}, {@code in-flight}, {@code waiting}, {@code settled} or {@code failed}
 * @param vehicle who passed
 * @param amount what is charged
 * @param retries how many attempts have failed
 * @param notBefore when it is tried again
 * @param attempts how many times the bank was asked to charge
 * @param bankReference the bank's own id of the charge
 * @param settledAt when it was charged
 * @param reason why it failed
 * @param detail the same for people
 * @param failedAt when it was given up
 */
record PaymentSnapshot(
        PaymentId paymentId,
        String state,
        @Nullable String vehicle,
        @Nullable Money amount,
        @Nullable Integer retries,
        @Nullable Instant notBefore,
        @Nullable Integer attempts,
        @Nullable String bankReference,
        @Nullable Instant settledAt,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Instant failedAt) {

    boolean isFinal() {
        return state.equals("settled") || state.equals("failed");
    }

    boolean isSettled() {
        return state.equals("settled");
    }

    /** One line for people. */
    String inWords() {
        return switch (state) {
            case "settled" ->
                "settled at " + settledAt + " after " + attempts + " attempt(s), the bank's reference is "
                        + bankReference;
            case "failed" ->
                "failed at " + failedAt + " after " + attempts + " attempt(s): " + reason
                        + (detail == null ? "" : " (" + detail + ")");
            case "waiting" ->
                "waiting for its next attempt, not before " + notBefore + ", after " + retries + " retries";
            case "in-flight" -> "in flight: the bank is being asked";
            default -> state;
        };
    }
}
