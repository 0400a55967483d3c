package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that the bank has charged: the value of {@code settled-payments}.
 *
 * @param paymentId the payment
 * @param vehicle who passed; also the record's key
 * @param amount what was charged
 * @param card who paid
 * @param passedAt when the vehicle passed; absent when the sender did not say
 * @param bankReference the bank's own id of the charge
 * @param settledAt when the answer was taken in
 * @param attempts how many times the bank was asked to charge, the last one included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SettledPayment(
        PaymentId paymentId,
        VehicleId vehicle,
        Money amount,
        Card card,
        @Nullable Instant passedAt,
        String bankReference,
        Instant settledAt,
        int attempts)
        implements PaymentOutcome {}
