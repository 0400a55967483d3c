package io.tocsin.toll.http;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.CardNumbers;
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
    private static final JsonForm<PaymentRequest> JSON = Json.form(PaymentRequest.class);

    /**
     * Reads a body.
     *
     * @throws InvalidFieldException when it is not such a request, or holds a card number anywhere
     */
    static PaymentRequest read(byte[] body) {
        PaymentRequest request = JSON.read(body);
        CardNumbers.refuseIn(body);
        return request;
    }

    /** Also knows what is no business of callers: ignored, it would not do what they expect of it. */
    @JsonCreator
    static PaymentRequest of(
            @JsonProperty("vehicle") @Nullable VehicleId vehicle,
            @JsonProperty("amount") @Nullable Money amount,
            @JsonProperty("card") @Nullable Card card,
            @JsonProperty("passedAt") @Nullable Instant passedAt,
            @JsonProperty("paymentId") @Nullable JsonNode paymentId,
            @JsonProperty("retries") @Nullable JsonNode retries,
            @JsonProperty("notBefore") @Nullable JsonNode notBefore,
            @JsonProperty("redrives") @Nullable JsonNode redrives) {
        refuse("paymentId", paymentId, "does not belong in the body: it is the header Idempotency-Key");
        refuse("retries", retries, "is counted by Tocsin: leave it out");
        refuse("notBefore", notBefore, "is set by Tocsin: leave it out");
        refuse("redrives", redrives, "is counted by Tocsin: leave it out");
        return new PaymentRequest(vehicle, amount, card, passedAt);
    }

    private static void refuse(String field, @Nullable JsonNode value, String problem) {
        if (value != null) {
            throw new InvalidFieldException(field, problem);
        }
    }

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
