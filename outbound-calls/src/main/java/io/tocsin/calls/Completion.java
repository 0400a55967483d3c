package io.tocsin.calls;

/**
 * How one attempt ended, on its way from the virtual thread that made it to the stream thread that takes it in.
 *
 * @param ending what came back
 * @param mayHaveHappened whether, after this attempt, any attempt may have had its effect
 * @param probe the attempt was the probe of a half-open circuit, which consumes no attempt
 */
record Completion<Q, A>(OpenRequest<Q> request, Ending<A> ending, boolean mayHaveHappened, boolean probe) {

    /** What came back. */
    sealed interface Ending<A> {
        /** The outside was asked, by a call or an inquiry, and this is how that ended. */
        record Asked<A>(CallResult<A> result) implements Ending<A> {}

        /** Not called: first tried longer ago than the outside remembers keys. */
        record TooOld<A>(String detail) implements Ending<A> {}

        /** Not called: an earlier attempt may have had its effect, and nobody will ever tell. */
        record NeverKnown<A>(String detail) implements Ending<A> {}

        /** Not called: its partition has gone to another owner, who will. Nobody takes this in. */
        record Disowned<A>() implements Ending<A> {}
    }
}
