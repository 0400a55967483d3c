package io.tocsin.system.check;

/**
 * Something that must never be.
 *
 * @param what to which payment, instance or store, and how it looks
 */
public record Violation(Kind kind, String what) {

    /** What went wrong. */
    public enum Kind {
        /** A payment that Kafka had, or that the bank charged, has no outcome. */
        LOST,
        /** The bank took the money of one payment more than once. */
        CHARGED_TWICE,
        /** A payment has more outcomes than it was asked for. */
        OUTCOME_TWICE,
        /** A payment settled and failed, though nobody sent it again in between. */
        CONFLICTING_OUTCOMES,
        /** An outcome or a charge is not of the amount that was asked for. */
        WRONG_AMOUNT,
        /** A settled payment without that charge in the bank's ledger. */
        SETTLED_BUT_NOT_CHARGED,
        /** A payment reported as failed, and not as unknown, though the bank had charged it. */
        CHARGED_BUT_FAILED,
        /** A payment reported as declined that the bank never declined. */
        DECLINED_BY_NOBODY,
        /** A charge under another idempotency key than the payment's id. */
        CHARGED_UNDER_ANOTHER_KEY,
        /** An outcome or a charge of a payment that nobody asked for. */
        NEVER_ASKED,
        /** A record that is no payment was not put aside, or not once, or not as it came. */
        DEAD_LETTER_WRONG,
        /** What came in is not what became of it, or the books say something else than the topics. */
        UNEVEN_BOOKS,
        /** Something is still open, or still in a store, though everything has its outcome. */
        LEFT_OVER,
        /** A good payment was refused. */
        REFUSED,
        /** A process ended though nobody had ended it. */
        DIED,
        /** A process was not there again when everything was well again. */
        NOT_BACK
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
