package io.tocsin.calls;

import java.time.Instant;

/**
 * What finally became of a request. Each id has one.
 *
 * @param <Q> the request
 * @param <A> the outside's answer
 */
public sealed interface Outcome<Q, A> {
    /** The request, as it last came in. */
    Q request();

    /** How many calls were made, as counted by the retry discipline. */
    int attempts();

    /** When the outcome was taken in. */
    Instant at();

    /** The outside did it. */
    record Succeeded<Q, A>(Q request, A answer, int attempts, Instant at) implements Outcome<Q, A> {}

    /**
     * It failed for good.
     *
     * @param code the outside's own code when it refused, otherwise empty
     * @param detail for people: what was wrong last
     */
    record Failed<Q, A>(Q request, FailureKind kind, String code, String detail, int attempts, Instant at)
            implements Outcome<Q, A> {}
}
