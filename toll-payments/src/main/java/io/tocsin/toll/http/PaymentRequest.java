package io.tocsin.toll.http;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /payments}. The id is not in it: it is the header {@code Idempotency-Key}.
 *
 * @param vehicle who passed
 * @param amount what to charge
 * @param card who pays
 * @param passedAt when the vehicle passed
 */
public record PaymentRequest(
        @Schema(implementation = String.class, required = true, examples = "NY-ABC1234") @Nullable VehicleId vehicle,

        @Schema(required = true) @Nullable Money amount,
        @Schema(required = true) @Nullable Card card,
        @Nullable Instant passedAt) {

    PendingPayment toPayment(PaymentId id) {
        return PendingPayment.of(
                id, required("vehicle", vehicle), required("amount", amount), required("card", card), passedAt);
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidFieldException(field, "is missing");
        }
        return value;
    }
}
