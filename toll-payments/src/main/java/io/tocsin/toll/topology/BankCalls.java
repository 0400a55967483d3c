package io.tocsin.toll.topology;

import io.tocsin.calls.CallContext;
import io.tocsin.calls.CallResult;
import io.tocsin.calls.InquiryResult;
import io.tocsin.calls.Outside;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.payment.Bank;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import java.time.Duration;

/** The bank as the engine sees an outside system: which answer is which class of failure. */
public final class BankCalls implements Outside<PendingPayment, ChargeAnswer.Approved> {
    /** The engine's code for a card that was declined, as against a request that was rejected. */
    static final String DECLINED = "declined";

    private static final String REJECTED = "rejected";

    private final Bank bank;
    private final Duration keyLife;

    /**
     * @param bank who is asked
     * @param keyLife how long it promises to remember an idempotency key
     */
    public BankCalls(Bank bank, Duration keyLife) {
        this.bank = bank;
        this.keyLife = keyLife;
    }

    @Override
    public CallResult<ChargeAnswer.Approved> call(PendingPayment payment, CallContext context) {
        return switch (bank.charge(charge(payment, context))) {
            case ChargeAnswer.Approved approved -> new CallResult.Answered<>(approved);
            case ChargeAnswer.Declined(String code) -> new CallResult.RefusedForGood<>(DECLINED, code);
            case ChargeAnswer.Rejected(String detail) -> new CallResult.RefusedForGood<>(REJECTED, detail);
            case ChargeAnswer.Busy(Duration retryAfter, String detail) ->
                new CallResult.RefusedForNow<>(retryAfter, detail);
            case ChargeAnswer.NotReached(String detail) -> new CallResult.NotSent<>(detail);
            case ChargeAnswer.Unclear(String detail) -> new CallResult.Unknown<>(detail);
        };
    }

    @Override
    public InquiryResult<ChargeAnswer.Approved> inquire(PendingPayment payment, CallContext context) {
        return switch (bank.inquire(charge(payment, context))) {
            case ChargeInquiry.Charged(String reference) ->
                new InquiryResult.Done<>(new ChargeAnswer.Approved(reference));
            case ChargeInquiry.Declined(String code) -> new InquiryResult.Refused<>(DECLINED, code);
            case ChargeInquiry.NoSuchCharge noSuchCharge -> new InquiryResult.NotFound<>();
            case ChargeInquiry.Unclear(String detail) -> new InquiryResult.CannotTell<>(detail);
        };
    }

    @Override
    public Duration keyLife() {
        return keyLife;
    }

    private static Bank.Charge charge(PendingPayment payment, CallContext context) {
        return new Bank.Charge(
                payment.paymentId(), payment.amount(), payment.card().token(), context.trace());
    }
}
