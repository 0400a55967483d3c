package io.tocsin.calls;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the engine must know of a request: how it is read and written, what names it, and where its retry counter is.
 *
 * <p>An implementation holds no state and never blocks: it runs on the stream thread.
 *
 * @param <Q> the request
 */
public interface RequestForm<Q> {

    /**
     * Reads a record's value.
     *
     * @throws IllegalArgumentException when it is not such a request. The message is kept in the dead letter's header
     *     for people to read, so it must not repeat what is secret
     */
    Q read(byte[] value);

    /** Writes a request as a record's value; the reverse of {@link #read}. */
    byte[] write(Q request);

    /** Names the request for its whole life. It is also the idempotency key of every attempt. */
    String id(Q request);

    /**
     * The record's key. Requests of one key are called one at a time, in their order of arrival. A record whose Kafka key
     * is another is dead-lettered: it would be handled on a partition that knows nothing of its kin.
     */
    String key(Q request);

    /** What must be the same in a duplicate, as bytes: everything but the retry counter, the due time and the redrives. */
    byte[] content(Q request);

    /** How many attempts have failed so far, as the message says. */
    int retries(Q request);

    /** Not to be tried before this time; {@code null} when at once. */
    @Nullable Instant notBefore(Q request);

    /** How many times a person has sent the request again after it failed; 0 where that does not exist. */
    default int redrives(Q request) {
        return 0;
    }

    /** What must not be kept of what others write; everything may be kept where that does not exist. */
    default Masking masking() {
        return Masking.NONE;
    }

    /** The same request with its counter and due time set. */
    Q retried(Q request, int retries, @Nullable Instant notBefore);
}
