package io.tocsin.calls;

import java.time.Duration;

/**
 * The system outside that is called: a bank, a mail server, an SMS centre.
 *
 * <p>Both methods run on a virtual thread of their own and may block; they are called by many threads at once and are
 * never interrupted, so they bring their own time-outs. What they throw counts as {@link CallResult.Unknown}.
 *
 * @param <Q> the request
 * @param <A> the outside's answer
 */
public interface Outside<Q, A> {

    /**
     * Asks for the effect once, under {@link CallContext#idempotencyKey()}.
     *
     * <p>Say {@link CallResult.Unknown} whenever the outside may have acted: that costs one inquiry. Saying
     * {@link CallResult.NotSent} when it may have acted costs a double effect.
     */
    CallResult<A> call(Q request, CallContext context);

    /**
     * Asks what became of an earlier call under the same key, and changes nothing.
     *
     * <p>The engine asks before it calls again whenever an earlier attempt may have had its effect.
     */
    InquiryResult<A> inquire(Q request, CallContext context);

    /**
     * Whether {@link #inquire} can ever tell what became of a call. Where it cannot, the engine writes down durably that a call
     * begins before it begins: after a crash only what was being called is suspected, and not all that was in flight. It costs a
     * second commit for a request that has to wait for its turn.
     */
    default boolean canBeAsked() {
        return true;
    }

    /** How long the outside promises to remember an idempotency key. No request is called again later than this. */
    Duration keyLife();
}
