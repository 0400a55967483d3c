package io.tocsin.notification.calls;

import io.tocsin.calls.CallContext;
import io.tocsin.calls.CallResult;
import io.tocsin.calls.InquiryResult;
import io.tocsin.calls.Outside;
import io.tocsin.notification.delivery.DeliveryAnswer;
import java.time.Duration;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A mail server or an SMS centre as the engine sees an outside system: which answer is which class of failure.
 *
 * <p>Neither can be asked what became of a message whose answer was lost. So it depends on the message: one that had better come twice
 * than not at all (an alarm) is sent again, any other is given up as unknown.
 *
 * @param <Q> the message
 */
public final class DeliveryCalls<Q> implements Outside<Q, DeliveryAnswer.Accepted> {
    private final Function<Q, DeliveryAnswer> gateway;
    private final BiPredicate<Q, CallContext> mayComeTwice;
    private final Duration worthTrying;

    /**
     * @param gateway sends a message
     * @param mayComeTwice whether this message, at this attempt, had better come twice than not at all
     * @param worthTrying how long after the first attempt a message is still worth being sent
     */
    public DeliveryCalls(
            Function<Q, DeliveryAnswer> gateway, BiPredicate<Q, CallContext> mayComeTwice, Duration worthTrying) {
        this.gateway = gateway;
        this.mayComeTwice = mayComeTwice;
        this.worthTrying = worthTrying;
    }

    @Override
    public CallResult<DeliveryAnswer.Accepted> call(Q message, CallContext context) {
        return switch (gateway.apply(message)) {
            case DeliveryAnswer.Accepted accepted -> new CallResult.Answered<>(accepted);
            case DeliveryAnswer.RefusedForGood(String code, String detail) ->
                new CallResult.RefusedForGood<>(code, detail);
            case DeliveryAnswer.NotNow(Duration retryAfter, String detail) ->
                new CallResult.RefusedForNow<>(retryAfter, detail);
            case DeliveryAnswer.Deferred(Duration retryAfter, String detail) ->
                new CallResult.Deferred<>(retryAfter, detail);
            // Whoever is away is away for every message: that must use up nobody's attempts.
            case DeliveryAnswer.NotReached(String detail) -> new CallResult.RefusedForNow<>(null, detail);
            case DeliveryAnswer.Unclear(String detail) -> new CallResult.Unknown<>(detail);
        };
    }

    @Override
    public InquiryResult<DeliveryAnswer.Accepted> inquire(Q message, CallContext context) {
        return mayComeTwice.test(message, context)
                ? new InquiryResult.NotFound<>()
                : new InquiryResult.NeverKnown<>("it may have been sent, and must not come twice");
    }

    @Override
    public boolean canBeAsked() {
        return false;
    }

    @Override
    public Duration keyLife() {
        return worthTrying;
    }
}
