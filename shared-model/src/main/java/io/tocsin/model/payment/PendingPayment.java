package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that is asked for and has no outcome yet: the value of {@code pending-payments}.
 *
 * <p>A payment that must be tried again comes back to the end of the same topic with one more retry and a time before
 * which it is left alone.
 *
 * @param paymentId names the payment for its whole life
 * @param vehicle who passed; also the record's key
 * @param amount what to charge: more than nothing, at most {@link #LARGEST_AMOUNT} minor units
 * @param card who pays
 * @param passedAt when the vehicle passed; absent when the sender did not say
 * @param retries how many attempts have failed so far: 0 to {@link #MOST_RETRIES}
 * @param notBefore not to be tried before this time; absent when it may be tried at once
 * @param redrives how many times a person has sent the payment again after it failed. A plain duplicate leaves it as it
 *     is and changes nothing; one more than before asks for one more chance, under the first idempotency key
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PendingPayment(
        PaymentId paymentId,
        VehicleId vehicle,
        Money amount,
        Card card,
        @Nullable Instant passedAt,
        int retries,
        @Nullable Instant notBefore,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int redrives) {

    /** The largest amount in minor units: 100,000.00 in most currencies. A toll beyond it is a mistake. */
    public static final long LARGEST_AMOUNT = 10_000_000;

    /** More attempts than any sensible policy makes; a larger count is a mistake, not a payment. */
    public static final int MOST_RETRIES = 1_000;

    private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59.999999999Z");

    /** @throws InvalidFieldException when a figure is out of its range */
    public PendingPayment {
        if (amount.minorUnits() <= 0 || amount.minorUnits() > LARGEST_AMOUNT) {
            throw new InvalidFieldException(
                    "amount.minorUnits", "must be more than 0 and at most " + LARGEST_AMOUNT + " minor units");
        }
        requireCount("retries", retries);
        requireCount("redrives", redrives);
        requireSaneTime("passedAt", passedAt);
        requireSaneTime("notBefore", notBefore);
    }

    /** A payment as it is first asked for. */
    public static PendingPayment of(
            PaymentId paymentId, VehicleId vehicle, Money amount, Card card, @Nullable Instant passedAt) {
        return new PendingPayment(paymentId, vehicle, amount, card, passedAt, 0, null, 0);
    }

    /** The same payment as a person sends it again after it failed. */
    public PendingPayment redriven() {
        return new PendingPayment(paymentId, vehicle, amount, card, passedAt, 0, null, redrives + 1);
    }

    @JsonCreator
    static PendingPayment read(
            @JsonProperty("paymentId") @Nullable PaymentId paymentId,
            @JsonProperty("vehicle") @Nullable VehicleId vehicle,
            @JsonProperty("amount") @Nullable Money amount,
            @JsonProperty("card") @Nullable Card card,
            @JsonProperty("passedAt") @Nullable Instant passedAt,
            @JsonProperty("retries") @Nullable Integer retries,
            @JsonProperty("notBefore") @Nullable Instant notBefore,
            @JsonProperty("redrives") @Nullable Integer redrives) {
        return new PendingPayment(
                required("paymentId", paymentId),
                required("vehicle", vehicle),
                required("amount", amount),
                required("card", card),
                passedAt,
                retries == null ? 0 : retries,
                notBefore,
                redrives == null ? 0 : redrives);
    }

    private static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidFieldException(field, "is missing");
        }
        return value;
    }

    private static void requireCount(String field, int count) {
        if (count < 0 || count > MOST_RETRIES) {
            throw new InvalidFieldException(field, "must be 0 to " + MOST_RETRIES);
        }
    }

    private static void requireSaneTime(String field, @Nullable Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
            throw new InvalidFieldException(field, "must be a time between 1970 and 2999");
        }
    }
}
