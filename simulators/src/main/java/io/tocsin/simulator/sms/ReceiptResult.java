package io.tocsin.simulator.sms;

/** What became of a delivery receipt. */
public enum ReceiptResult {
    /** The client has taken it. */
    TAKEN,
    /** The client has refused it; it is not sent again. */
    REFUSED,
    /** It waits until somebody binds who can take it. */
    POSTPONED,
    /** It waited for too long behind too many others. */
    LOST
}
