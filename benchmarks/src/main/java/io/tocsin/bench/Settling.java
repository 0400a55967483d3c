package io.tocsin.bench;

import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.toll.payment.Bank;
import io.tocsin.toll.payment.ChargeAnswer;
import java.time.Instant;
import java.util.Map;

/** What the peers do for each payment: ask the bank, and word the outcome. */
final class Settling {
    private Settling() {}

    static PaymentOutcome settle(Bank bank, PendingPayment payment) {
        var charge = new Bank.Charge(
                payment.paymentId(), payment.amount(), payment.card().token(), Map.of());
        ChargeAnswer answer = bank.charge(charge);
        if (answer instanceof ChargeAnswer.Approved(String reference)) {
            return new SettledPayment(
                    payment.paymentId(),
                    payment.vehicle(),
                    payment.amount(),
                    payment.card(),
                    payment.passedAt(),
                    reference,
                    Instant.now(),
                    1);
        }
        throw new IllegalStateException("the bank of a benchmark approves everything, but it said " + answer);
    }
}
