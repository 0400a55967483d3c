package io.tocsin.toll.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.Masking;
import io.tocsin.calls.RequestForm;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.PendingPayment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A pending payment as the engine sees a request. */
public final class PaymentForm implements RequestForm<PendingPayment> {
    private static final Masking CARD_NUMBERS = new CardNumberMasking();
    private static final JsonForm<PendingPayment> JSON = Json.form(PendingPayment.class);

    @Override
    public PendingPayment read(byte[] value) {
        return JSON.read(value);
    }

    @Override
    public byte[] write(PendingPayment payment) {
        return JSON.write(payment);
    }

    @Override
    public String id(PendingPayment payment) {
        return payment.paymentId().text();
    }

    @Override
    public String key(PendingPayment payment) {
        return payment.vehicle().text();
    }

    /** Who pays how much with what. The time of passage is for people; a sender may word it differently when it repeats. */
    @Override
    public byte[] content(PendingPayment payment) {
        return (payment.vehicle().text()
                        + '|'
                        + payment.amount().minorUnits()
                        + '|'
                        + payment.amount().currency().getCurrencyCode()
                        + '|'
                        + payment.card().token())
                .getBytes(UTF_8);
    }

    @Override
    public int retries(PendingPayment payment) {
        return payment.retries();
    }

    @Override
    public @Nullable Instant notBefore(PendingPayment payment) {
        return payment.notBefore();
    }

    @Override
    public int redrives(PendingPayment payment) {
        return payment.redrives();
    }

    @Override
    public Masking masking() {
        return CARD_NUMBERS;
    }

    @Override
    public PendingPayment retried(PendingPayment payment, int retries, @Nullable Instant notBefore) {
        return new PendingPayment(
                payment.paymentId(),
                payment.vehicle(),
                payment.amount(),
                payment.card(),
                payment.passedAt(),
                retries,
                notBefore,
                payment.redrives());
    }
}
