package io.tocsin.calls;

import java.time.Instant;

/** Where a request stands, as the stores of this process tell. */
public sealed interface RequestState {

    /** Taken in and being called, or about to be. */
    record InFlight(byte[] request, int retries) implements RequestState {}

    /** Waiting for its due time. */
    record Waiting(byte[] request, int retries, Instant due) implements RequestState {}

    /** Due again and on its way back through its topic. */
    record OnItsWay(int retries) implements RequestState {}

    /** It has its outcome; {@code outcome} is what {@link OutcomeForm} wrote. */
    record Finished(boolean succeeded, byte[] outcome) implements RequestState {}
}
