package io.tocsin.calls;

/**
 * What an inquiry brought to light.
 *
 * @param <A> the outside's answer
 */
public sealed interface InquiryResult<A> {

    /** The earlier call had its effect; this is its answer. */
    record Done<A>(A answer) implements InquiryResult<A> {}

    /** The earlier call was refused for good. */
    record Refused<A>(String code, String detail) implements InquiryResult<A> {}

    /** The outside knows of no such call: it may be called (again under the same key). */
    record NotFound<A>() implements InquiryResult<A> {}

    /**
     * Nobody can tell, now or later, and calling again would be worse than leaving it: given up at once as
     * {@link FailureKind#OUTCOME_UNKNOWN}. For an outside that has no inquiry (a mail server, an SMS centre). No sign of trouble
     * outside. Where a second effect is better than none, say {@link NotFound}.
     */
    record NeverKnown<A>(String detail) implements InquiryResult<A> {}

    /** No clear answer: unreachable, still running, or nonsense. Ask again later. */
    record CannotTell<A>(String detail) implements InquiryResult<A> {}
}
