package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What finally became of a payment. Exactly one per payment id. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SettledPayment.class, name = "settled"),
    @JsonSubTypes.Type(value = FailedPayment.class, name = "failed")
})
public sealed interface PaymentOutcome permits SettledPayment, FailedPayment {
    /** The payment. */
    PaymentId paymentId();

    /** Who passed; also the record's key. */
    VehicleId vehicle();

    /** What was charged, or was to be charged. */
    Money amount();

    /** Who pays. */
    Card card();

    /** How many times the bank was asked to charge, this outcome's attempt included. */
    int attempts();
}
