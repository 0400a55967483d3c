package io.tocsin.simulator.sms;

/** What became of a message that was submitted, or of somebody who wanted to bind. */
public enum SmsResult {
    /** Stored, and answered so. */
    TAKEN,
    /** Stored, and not answered. */
    TAKEN_UNANSWERED,
    /** Refused by a fault. */
    REFUSED,
    /** A number that a rule names. */
    NUMBER_REFUSED,
    /** One too many in a second. */
    THROTTLED,
    /** The connection was cut, and nothing stored. */
    CUT,
    /** Nothing was said, and nothing stored. */
    HUNG,
    /** Somebody was not let in. */
    BIND_REFUSED
}
