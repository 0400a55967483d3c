package io.tocsin.calls;

/** Why a request failed for good. */
public enum FailureKind {
    /** The outside refused for good. No effect. */
    REFUSED,
    /** Every attempt failed and each is known to have had no effect. */
    RETRIES_EXHAUSTED,
    /** First tried longer ago than the outside remembers keys; known to have had no effect. */
    EXPIRED,
    /** Given up while an attempt may have had its effect: a person must look. */
    OUTCOME_UNKNOWN
}
