package io.tocsin.calls;

/**
 * Writes an outcome as the value of the record that announces it. The same bytes are published and remembered.
 *
 * @param <Q> the request
 * @param <A> the outside's answer
 */
@FunctionalInterface
public interface OutcomeForm<Q, A> {
    /** The outcome as bytes. */
    byte[] write(Outcome<Q, A> outcome);
}
