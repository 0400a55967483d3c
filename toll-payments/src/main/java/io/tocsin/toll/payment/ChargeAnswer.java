package io.tocsin.toll.payment;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the bank made of one charge attempt. */
public sealed interface ChargeAnswer {

    /** Money moved; {@code reference} is the bank's own id. */
    record Approved(String reference) implements ChargeAnswer {}

    /** The bank said no; final, not an error. {@code code} is the bank's own, for example {@code insufficient-funds}. */
    record Declined(String code) implements ChargeAnswer {}

    /** The bank will never take this request as it is; nothing was charged. */
    record Rejected(String detail) implements ChargeAnswer {}

    /** Nothing was charged; the bank asks to come later, after {@code retryAfter} if it said so. */
    record Busy(@Nullable Duration retryAfter, String detail) implements ChargeAnswer {}

    /** The request certainly did not reach the bank. */
    record NotReached(String detail) implements ChargeAnswer {}

    /** The bank may or may not have charged. */
    record Unclear(String detail) implements ChargeAnswer {}
}
