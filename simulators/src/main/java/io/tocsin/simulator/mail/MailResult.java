package io.tocsin.simulator.mail;

/** What became of a mail, or of a recipient or connection that was refused before there was one. */
public enum MailResult {
    /** Stored, and answered so. */
    TAKEN,
    /** Stored, and not answered. */
    TAKEN_UNANSWERED,
    /** Refused by a fault. */
    REFUSED,
    /** A recipient that a rule names. */
    RECIPIENT_REFUSED,
    /** A recipient that came for the first time. */
    GREYLISTED,
    /** One too many in a second. */
    THROTTLED,
    /** The connection was cut, and nothing stored. */
    CUT,
    /** Nothing was said, and nothing stored. */
    HUNG,
    /** Refused because it is too large. */
    TOO_LARGE
}
