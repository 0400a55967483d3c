package io.tocsin.toll.payment;

import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import java.util.Map;

/**
 * The bank that charges cards. A port: {@code io.tocsin.toll.bank} speaks HTTP behind it.
 *
 * <p>Implementations block, bring their own time-outs, and answer always: what went wrong is an answer, too.
 */
public interface Bank {

    /** Asks to charge once, under the payment's id as the idempotency key. */
    ChargeAnswer charge(Charge charge);

    /** Asks what became of an earlier charge, and changes nothing. */
    ChargeInquiry inquire(Charge charge);

    /**
     * What is asked of the bank.
     *
     * @param paymentId the idempotency key of every attempt
     * @param amount what to charge
     * @param cardToken who pays
     * @param trace W3C trace headers to send along; may be empty
     */
    record Charge(PaymentId paymentId, Money amount, String cardToken, Map<String, String> trace) {
        /** Copies {@code trace}. */
        public Charge {
            trace = Map.copyOf(trace);
        }
    }
}
