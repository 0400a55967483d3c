package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why a payment failed. */
public enum FailureReason {
    /** The card's issuer said no. Nothing was charged. */
    @JsonProperty("declined")
    DECLINED,

    /** The bank refuses the request itself, for example as malformed or unauthorised. Nothing was charged. */
    @JsonProperty("refused")
    REFUSED,

    /** Every attempt failed, and each is known not to have charged. */
    @JsonProperty("retries-exhausted")
    RETRIES_EXHAUSTED,

    /** It could not be tried within the time that the bank remembers its key. Nothing was charged. */
    @JsonProperty("expired")
    EXPIRED,

    /** It may or may not have been charged: a person reconciles it with the bank. */
    @JsonProperty("outcome-unknown")
    OUTCOME_UNKNOWN
}
