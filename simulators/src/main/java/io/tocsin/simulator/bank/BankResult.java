package io.tocsin.simulator.bank;

/** How the bank dealt with one request. */
public enum BankResult {
    /** A charge was approved. */
    APPROVED,
    /** A charge was declined. */
    DECLINED,
    /** The key was known: the first answer was given again. */
    REPLAYED,
    /** 409: the first request with the key still runs. */
    CONFLICT,
    /** 422: the key was used with another body. */
    KEY_REUSED,
    /** 400: the request could not be read. */
    MALFORMED,
    /** 401: the bearer token was missing or wrong. */
    UNAUTHORISED,
    /** An inquiry was answered with a charge. */
    FOUND,
    /** An inquiry was answered with "pending". */
    PENDING,
    /** 404: an inquiry about a payment that the bank knows nothing of. */
    NOT_FOUND,
    /** A fault that was asked for took the place of the answer. */
    FAULT,
    /** 503: the ledger could not be written, and nothing was charged. */
    LEDGER_FAILED,
    /** The client had gone before its answer came. */
    CLIENT_GONE
}
