package io.tocsin.toll.topology;

import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import java.time.Instant;
import java.util.UUID;

/** Payments to test with. */
final class Payments {
    static final Instant PASSED_AT = Instant.parse("2025-01-06T08:29:00Z");

    private Payments() {}

    static PendingPayment aPayment() {
        return payment("tok_visa_1");
    }

    static PendingPayment payment(String cardToken) {
        return PendingPayment.of(
                PaymentId.of(UUID.randomUUID().toString()),
                VehicleId.of("NY ABC-1234"),
                Money.of(1275, "EUR"),
                new Card(cardToken, "visa", "4242"),
                PASSED_AT);
    }
}
