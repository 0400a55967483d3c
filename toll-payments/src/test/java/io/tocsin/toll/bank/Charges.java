package io.tocsin.toll.bank;

import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.toll.payment.Bank.Charge;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Charges to ask for, and banks to ask. */
final class Charges {
    /** What the clients made here take for the time. */
    static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");

    /** Of the clients made here, unless told otherwise. */
    static final BankClient.Bounds BOUNDS =
            new BankClient.Bounds(8, Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(4));

    private Charges() {}

    static Charge aCharge() {
        return charge(1275, "tok_visa_1");
    }

    static Charge charge(long minorUnits, String cardToken) {
        return new Charge(PaymentId.of(UUID.randomUUID().toString()), Money.of(minorUnits, "EUR"), cardToken, Map.of());
    }

    static HttpBank bankAt(int port) {
        return bankAt("localhost:" + port, Optional.empty());
    }

    static HttpBank bankAt(String authority, Optional<String> token) {
        return bankAt(URI.create("http://" + authority + "/"), token, BOUNDS);
    }

    static HttpBank bankAt(URI address, Optional<String> token, BankClient.Bounds bounds) {
        return new HttpBank(new BankClient(bounds), address, token, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The bank's own words for an approved charge. */
    static String approval(Charge charge) {
        return """
                {"chargeId":"ch_1","paymentId":"%s","status":"approved","amount":{"minorUnits":%d,"currency":"%s"},\
                "createdAt":"2025-01-06T08:30:00Z"}""".formatted(
                        charge.paymentId(),
                        charge.amount().minorUnits(),
                        charge.amount().currency());
    }
}
