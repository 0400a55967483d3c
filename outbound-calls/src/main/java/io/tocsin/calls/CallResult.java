package io.tocsin.calls;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one call ended, by what may be done next.
 *
 * @param <A> the outside's answer
 */
public sealed interface CallResult<A> {

    /** The outside did it. Final. */
    record Answered<A>(A answer) implements CallResult<A> {}

    /**
     * The outside will never do it: asking again would be pointless. Final, and not a sign of trouble outside.
     *
     * @param code for programs, for example {@code declined}
     * @param detail for people
     */
    record RefusedForGood<A>(String code, String detail) implements CallResult<A> {}

    /**
     * The outside did nothing and asks to be left alone for a while (HTTP 429, 503 with Retry-After). A sign of trouble outside: it
     * concerns every request.
     *
     * @param retryAfter how long; {@code null} when it did not say
     * @param detail for people
     */
    record RefusedForNow<A>(@Nullable Duration retryAfter, String detail) implements CallResult<A> {}

    /**
     * The outside did nothing and wants this one request later (SMTP 450, a greylisted recipient). It works: no sign of trouble.
     *
     * @param retryAfter how much later; {@code null} when it did not say
     * @param detail for people
     */
    record Deferred<A>(@Nullable Duration retryAfter, String detail) implements CallResult<A> {}

    /**
     * The request certainly did not reach the outside (connection refused, name not found).
     *
     * @param detail for people
     */
    record NotSent<A>(String detail) implements CallResult<A> {}

    /**
     * The outside may or may not have done it (time-out, reset, 5xx, an answer that makes no sense).
     *
     * @param detail for people
     */
    record Unknown<A>(String detail) implements CallResult<A> {}
}
