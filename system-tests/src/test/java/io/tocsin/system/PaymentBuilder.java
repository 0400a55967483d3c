package io.tocsin.system;

import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Payments to test with: each has an id of its own. */
record PaymentBuilder(PaymentId id, VehicleId vehicle, Money amount, Card card) {

    static PaymentBuilder aPayment() {
        return new PaymentBuilder(
                PaymentId.of(UUID.randomUUID().toString()),
                VehicleId.of("NY ABC-1234"),
                Money.of(1275, "EUR"),
                new Card("tok_visa_1", "visa", "4242"));
    }

    /** That many, of as many vehicles. */
    static List<PendingPayment> payments(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> aPayment().of("NY-" + i).build())
                .toList();
    }

    PaymentBuilder of(String newVehicle) {
        return new PaymentBuilder(id, VehicleId.of(newVehicle), amount, card);
    }

    PaymentBuilder over(long minorUnits) {
        return new PaymentBuilder(id, vehicle, Money.of(minorUnits, "EUR"), card);
    }

    PaymentBuilder paidWith(String token) {
        return new PaymentBuilder(id, vehicle, amount, Card.ofToken(token));
    }

    PendingPayment build() {
        return PendingPayment.of(id, vehicle, amount, card, null);
    }
}
