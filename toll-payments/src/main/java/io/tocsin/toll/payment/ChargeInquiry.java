package io.tocsin.toll.payment;

/** What the bank says of an earlier charge. */
public sealed interface ChargeInquiry {

    /** It was charged; {@code reference} is the bank's own id. */
    record Charged(String reference) implements ChargeInquiry {}

    /** It was declined. */
    record Declined(String code) implements ChargeInquiry {}

    /** The bank has no such charge. */
    record NoSuchCharge() implements ChargeInquiry {}

    /** No clear answer. */
    record Unclear(String detail) implements ChargeInquiry {}
}
