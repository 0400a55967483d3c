package io.tocsin.toll.topology;

import io.tocsin.calls.FailureKind;
import io.tocsin.calls.Outcome;
import io.tocsin.calls.OutcomeForm;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.toll.payment.ChargeAnswer;

/** An outcome of the engine as the event that announces it. */
public final class PaymentOutcomes implements OutcomeForm<PendingPayment, ChargeAnswer.Approved> {
    private static final JsonForm<PaymentOutcome> JSON = Json.form(PaymentOutcome.class);

    @Override
    public byte[] write(Outcome<PendingPayment, ChargeAnswer.Approved> outcome) {
        return JSON.write(event(outcome));
    }

    /** Reads what {@link #write} wrote. */
    public static PaymentOutcome read(byte[] value) {
        return JSON.read(value);
    }

    private static PaymentOutcome event(Outcome<PendingPayment, ChargeAnswer.Approved> outcome) {
        PendingPayment payment = outcome.request();
        return switch (outcome) {
            case Outcome.Succeeded<PendingPayment, ChargeAnswer.Approved> succeeded ->
                new SettledPayment(
                        payment.paymentId(),
                        payment.vehicle(),
                        payment.amount(),
                        payment.card(),
                        payment.passedAt(),
                        succeeded.answer().reference(),
                        succeeded.at(),
                        succeeded.attempts());
            case Outcome.Failed<PendingPayment, ChargeAnswer.Approved> failed ->
                new FailedPayment(
                        payment.paymentId(),
                        payment.vehicle(),
                        payment.amount(),
                        payment.card(),
                        payment.passedAt(),
                        reason(failed.kind(), failed.code()),
                        failed.detail(),
                        failed.at(),
                        failed.attempts());
        };
    }

    private static FailureReason reason(FailureKind kind, String code) {
        return switch (kind) {
            case REFUSED -> code.equals(BankCalls.DECLINED) ? FailureReason.DECLINED : FailureReason.REFUSED;
            case RETRIES_EXHAUSTED -> FailureReason.RETRIES_EXHAUSTED;
            case EXPIRED -> FailureReason.EXPIRED;
            case OUTCOME_UNKNOWN -> FailureReason.OUTCOME_UNKNOWN;
        };
    }
}
