package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * The headers of a dead letter: those that Kafka Streams itself uses (KIP-1034), plus when it was first seen and how often
 * it was tried.
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

    private DeadLetterHeaders() {}

    /** The received headers with the reason and the place added. */
    static Headers of(Headers received, String reason, Optional<RecordMetadata> place, long timestampMillis) {
        var headers = new RecordHeaders(received.toArray());
        set(headers, MESSAGE, reason);
        place.ifPresent(at -> {
            set(headers, TOPIC, at.topic());
            set(headers, PARTITION, Integer.toString(at.partition()));
            set(headers, OFFSET, Long.toString(at.offset()));
        });
        set(headers, ATTEMPTS, "0");
        set(
                headers,
                FIRST_SEEN,
                Instant.ofEpochMilli(Math.max(0, timestampMillis)).toString());
        return headers;
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }
}
