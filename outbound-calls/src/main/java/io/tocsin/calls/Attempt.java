package io.tocsin.calls;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * One attempt, as a virtual thread makes it: first an inquiry when an earlier attempt may have had its effect, then the
 * call if it had none. Immutable; knows nothing of the stream thread's state.
 *
 * @param expiresAt after this the outside may have forgotten the key: no call any more
 * @param disowned whether the request's partition has gone to another owner by now: no call any more, it is his
 */
record Attempt<Q, A>(
        Outside<Q, A> outside,
        Q request,
        CallContext context,
        boolean mayHaveHappened,
        Instant expiresAt,
        BooleanSupplier disowned) {

    /** How it ended. */
    record Ended<A>(Completion.Ending<A> ending, boolean mayHaveHappened) {}

    Ended<A> make(Clock clock) {
        if (mayHaveHappened) {
            return switch (inquire()) {
                case InquiryResult.Done<A> done -> asked(new CallResult.Answered<>(done.answer()), true);
                case InquiryResult.Refused<A> refused ->
                    asked(new CallResult.RefusedForGood<>(refused.code(), refused.detail()), false);
                case InquiryResult.NotFound<A> notFound -> callUnlessTooLate(clock, true);
                case InquiryResult.NeverKnown<A>(String detail) ->
                    new Ended<>(new Completion.Ending.NeverKnown<>(detail), true);
                case InquiryResult.CannotTell<A> cannotTell ->
                    asked(new CallResult.Unknown<>("inquiry: " + cannotTell.detail()), true);
            };
        }
        return callUnlessTooLate(clock, false);
    }

    /** Looks only now: the thread may have begun late, and the inquiry may have taken long. */
    private Ended<A> callUnlessTooLate(Clock clock, boolean suspected) {
        if (disowned.getAsBoolean()) {
            return new Ended<>(new Completion.Ending.Disowned<>(), suspected);
        }
        if (clock.instant().isAfter(expiresAt)) {
            return new Ended<>(
                    new Completion.Ending.TooOld<>("first tried longer ago than the outside remembers keys"),
                    suspected);
        }
        CallResult<A> result = call();
        return asked(result, mayHaveHappenedAfter(result, suspected));
    }

    /**
     * That the outside knew nothing of an earlier call a moment ago does not mean that it will not arrive yet. Only a whole
     * answer to a call under the same key settles the suspicion.
     */
    private static boolean mayHaveHappenedAfter(CallResult<?> result, boolean suspected) {
        return switch (result) {
            case CallResult.Unknown<?> unknown -> true;
            case CallResult.NotSent<?> notSent -> suspected;
            case CallResult.RefusedForNow<?> refused -> suspected;
            case CallResult.Deferred<?> deferred -> suspected;
            case CallResult.RefusedForGood<?> refused -> false;
            case CallResult.Answered<?> answered -> false;
        };
    }

    // A port that throws, or answers null, has told nothing about what happened outside. Whatever it threw, an Error
    // too, must
    // come back as an answer: an attempt that vanished would hold its place in flight for ever.
    private CallResult<A> call() {
        try {
            return Objects.requireNonNull(outside.call(request, context), "the outside's call returned null");
        } catch (Throwable e) {
            return new CallResult.Unknown<>("the call broke off: " + e);
        }
    }

    private InquiryResult<A> inquire() {
        try {
            return Objects.requireNonNull(outside.inquire(request, context), "the outside's inquiry returned null");
        } catch (Throwable e) {
            return new InquiryResult.CannotTell<>("the inquiry broke off: " + e);
        }
    }

    private static <A> Ended<A> asked(CallResult<A> result, boolean mayHaveHappened) {
        return new Ended<>(new Completion.Ending.Asked<>(result), mayHaveHappened);
    }
}
