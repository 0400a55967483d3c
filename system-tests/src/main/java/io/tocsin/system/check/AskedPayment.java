package io.tocsin.system.check;

import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;

/**
 * A payment as those who asked for it know it.
 *
 * @param amount what was to be charged
 * @param certainOutcomes how many outcomes it must have: one when Kafka has it, one more for each time that it was sent
 *     again after it had failed
 * @param possibleOutcomes how many it may have: counts also what Kafka may have taken without saying so
 */
public record AskedPayment(PaymentId id, Money amount, int certainOutcomes, int possibleOutcomes) {

    /** One that was asked for once, and that Kafka has. */
    public static AskedPayment once(PendingPayment payment) {
        return new AskedPayment(payment.paymentId(), payment.amount(), 1, 1);
    }

    /** One of which it is not known whether Kafka has it. */
    public static AskedPayment perhaps(PendingPayment payment) {
        return new AskedPayment(payment.paymentId(), payment.amount(), 0, 1);
    }

    /** The same, asked for once more after it had failed. */
    public AskedPayment again() {
        return new AskedPayment(id, amount, certainOutcomes + 1, possibleOutcomes + 1);
    }
}
