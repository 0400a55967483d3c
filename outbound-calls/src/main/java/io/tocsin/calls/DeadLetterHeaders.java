package io.tocsin.calls;

/**
 * The headers of a dead letter: those that Kafka Streams itself uses (KIP-1034), when it was first seen, how often it was
 * tried, and what is missing of it. Where something was masked, {@link Masking#header} says so.
 */
public final class DeadLetterHeaders {
    /** Why it is dead, for people. */
    public static final String MESSAGE = "__streams.errors.message";
    /** The topic it was read from. */
    public static final String TOPIC = "__streams.errors.topic";
    /** The partition it was read from, decimal. */
    public static final String PARTITION = "__streams.errors.partition";
    /** Its offset there, decimal. */
    public static final String OFFSET = "__streams.errors.offset";
    /** How many calls were made for it, decimal. */
    public static final String ATTEMPTS = "attempts";
    /** The timestamp of the record, ISO-8601 UTC. */
    public static final String FIRST_SEEN = "first-seen";
    /** The key was too long and only its beginning is kept: its size, and the SHA-256 of the whole after masking. */
    public static final String KEY_CUT = "key-cut";
    /** The same of the value. */
    public static final String VALUE_CUT = "value-cut";
    /** The received headers were too long and are left out: their size, and the SHA-256 of all of them after masking. */
    public static final String HEADERS_CUT = "headers-cut";

    private DeadLetterHeaders() {}
}
