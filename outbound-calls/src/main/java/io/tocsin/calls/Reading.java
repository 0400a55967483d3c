package io.tocsin.calls;

import org.jspecify.annotations.Nullable;

/**
 * What reading a record gave: a value either way, so that the unreadable leaves by its own branch and stops nothing.
 *
 * @param <Q> the request
 */
public sealed interface Reading<Q> {
    /** The received bytes, untouched; {@code null} when the record had no value. */
    byte @Nullable [] received();

    /** A request. */
    record Understood<Q>(Q request, byte[] received) implements Reading<Q> {}

    /** Not a request, or none that may be kept; {@code reason} is for people. */
    record Unreadable<Q>(byte @Nullable [] received, String reason) implements Reading<Q> {}
}
