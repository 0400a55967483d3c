package io.tocsin.calls;

/** What a request that came in is, seen from what its partition knows of its id: see {@link Claim}. */
sealed interface Recognition {
    /** It counts as received: nobody has seen its id, or a person sends a failed one again. */
    record Fresh(History history) implements Recognition {}

    /** The engine has sent it back, and this is it. */
    record Returned(History history) implements Recognition {}

    /**
     * It is known and needs nothing.
     *
     * @param sameContent false if its id was used before for something else
     */
    record Known(boolean sameContent) implements Recognition {}
}
