package io.tocsin.calls;

import org.jspecify.annotations.Nullable;

/**
 * What leaves the engine, to be branched into topics. All of it is sent in the transaction that moves the engine's own
 * state, so send it with ordinary sinks.
 *
 * @param <Q> the request
 * @param <A> the outside's answer
 */
public sealed interface CallEvent<Q, A> {
    /** The record's value for its topic; {@code null} only for a dead letter that had none. */
    byte @Nullable [] value();

    /** A final outcome; {@code value} is what {@link OutcomeForm} wrote. */
    record Finished<Q, A>(Outcome<Q, A> outcome, byte[] value) implements CallEvent<Q, A> {}

    /** A request that is due again: send it to the topic that the engine reads. */
    record Republished<Q, A>(byte[] value) implements CallEvent<Q, A> {}

    /**
     * What cannot be handled as a request, as it was received; the record's headers say why ({@link DeadLetterHeaders}).
     * Only what must not be kept is masked ({@link RequestForm#masking}), and what is too large for Kafka is cut.
     */
    record DeadLettered<Q, A>(byte @Nullable [] value, String reason) implements CallEvent<Q, A> {}
}
