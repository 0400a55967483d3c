package io.tocsin.toll.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.calls.RequestState;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.toll.topology.PaymentOutcomes;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where a payment stands, as {@code GET /payments/{id}} says it. What does not apply is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PaymentView(
        PaymentId paymentId,
        State state,
        @Nullable String vehicle,
        @Nullable Money amount,
        @Nullable Card card,
        @Nullable Integer retries,
        @Nullable Instant notBefore,
        @Nullable Integer attempts,
        @Nullable String bankReference,
        @Nullable Instant settledAt,
        @Nullable FailureReason reason,
        @Nullable String detail,
        @Nullable Instant failedAt) {

    /** The states of a payment. */
    public enum State {
        /** In Kafka; the stream has not read it yet, or has sent it back to the end. */
        ACCEPTED,
        /** Taken in; the bank is being asked, or about to be. */
        IN_FLIGHT,
        /** Waiting for its next attempt. */
        WAITING,
        /** Charged. */
        SETTLED,
        /** Will not be tried again by itself. */
        FAILED;

        /** As it stands in JSON. */
        @JsonValue
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static PaymentView accepted(PendingPayment payment) {
        return pending(payment, State.ACCEPTED, payment.retries());
    }

    static PaymentView of(PaymentId id, RequestState state) {
        return switch (state) {
            case RequestState.InFlight(byte[] request, int retries) ->
                pending(Json.read(request, PendingPayment.class), State.IN_FLIGHT, retries);
            case RequestState.Waiting(byte[] request, int retries, Instant due) ->
                pending(Json.read(request, PendingPayment.class), State.WAITING, retries);
            case RequestState.OnItsWay(int retries) ->
                new PaymentView(
                        id, State.ACCEPTED, null, null, null, retries, null, null, null, null, null, null, null);
            case RequestState.Finished finished ->
                switch (PaymentOutcomes.read(finished.outcome())) {
                    case SettledPayment settled -> settled(settled);
                    case FailedPayment failed -> failed(failed);
                };
        };
    }

    private static PaymentView pending(PendingPayment payment, State state, int retries) {
        return new PaymentView(
                payment.paymentId(),
                state,
                payment.vehicle().text(),
                payment.amount(),
                payment.card(),
                retries,
                payment.notBefore(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static PaymentView settled(SettledPayment payment) {
        return new PaymentView(
                payment.paymentId(),
                State.SETTLED,
                payment.vehicle().text(),
                payment.amount(),
                payment.card(),
                null,
                null,
                payment.attempts(),
                payment.bankReference(),
                payment.settledAt(),
                null,
                null,
                null);
    }

    private static PaymentView failed(FailedPayment payment) {
        return new PaymentView(
                payment.paymentId(),
                State.FAILED,
                payment.vehicle().text(),
                payment.amount(),
                payment.card(),
                null,
                null,
                payment.attempts(),
                null,
                null,
                payment.reason(),
                payment.detail(),
                payment.failedAt());
    }
}
