package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payment that will not be tried again by itself: the value of {@code failed-payments}, the business's dead letters.
 *
 * @param paymentId the payment
 * @param vehicle who passed; also the record's key
 * @param amount what was to be charged
 * @param card who was to pay
 * @param passedAt when the vehicle passed; absent when the sender did not say
 * @param reason why it failed
 * @param detail the same for people: the bank's own code, or what went wrong last
 * @param failedAt when it was given up
 * @param attempts how many times the bank was asked to charge
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FailedPayment(
        PaymentId paymentId,
        VehicleId vehicle,
        Money amount,
        Card card,
        @Nullable Instant passedAt,
        FailureReason reason,
        String detail,
        Instant failedAt,
        int attempts)
        implements PaymentOutcome {}
