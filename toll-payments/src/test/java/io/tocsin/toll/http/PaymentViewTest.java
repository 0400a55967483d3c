package io.tocsin.toll.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.calls.RequestState;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.payment.VehicleId;
import io.tocsin.toll.topology.PaymentForm;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The JSON of each state, word by word: callers depend on it. */
class PaymentViewTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");
    private static final PaymentId ID = PaymentId.of("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");
    private static final VehicleId VEHICLE = VehicleId.of("NY ABC-1234");
    private static final Money AMOUNT = Money.of(1275, "EUR");
    private static final Card CARD = new Card("tok_visa_1", "visa", "4242");
    private static final PendingPayment PENDING = PendingPayment.of(ID, VEHICLE, AMOUNT, CARD, NOW);
    private static final String COMMON = """
            "vehicle":"NY ABC-1234","amount":{"minorUnits":1275,"currency":"EUR"},\
            "card":{"token":"tok_visa_1","brand":"visa","lastFour":"4242"}""";

    private static String json(PaymentView view) {
        return new String(Json.write(view), UTF_8);
    }

    private static String of(RequestState state) {
        return json(PaymentView.of(ID, state));
    }

    private static String begins(String state) {
        return "{\"paymentId\":\"" + ID + "\",\"state\":\"" + state + '"';
    }

    @Test
    void shouldShowAnAcceptedPayment() {
        assertThat(json(PaymentView.accepted(PENDING)))
                .isEqualTo(begins("accepted") + "," + COMMON + ",\"retries\":0}");
    }

    @Test
    void shouldShowAPaymentInFlight() {
        assertThat(of(new RequestState.InFlight(Json.write(PENDING), 2)))
                .isEqualTo(begins("in-flight") + "," + COMMON + ",\"retries\":2}");
    }

    @Test
    void shouldShowUntilWhenAPaymentWaits() {
        Instant due = NOW.plusSeconds(30);
        assertThat(of(new RequestState.Waiting(Json.write(new PaymentForm().retried(PENDING, 2, due)), 2, due)))
                .isEqualTo(begins("waiting") + "," + COMMON + ",\"retries\":2,\"notBefore\":\"2025-01-06T08:30:30Z\"}");
    }

    @Test
    void shouldShowAPaymentOnItsWayBackAsAccepted() {
        assertThat(of(new RequestState.OnItsWay(2))).isEqualTo(begins("accepted") + ",\"retries\":2}");
    }

    @Test
    void shouldShowASettledPayment() {
        var settled = new SettledPayment(ID, VEHICLE, AMOUNT, CARD, NOW, "ch_1", NOW, 3);
        assertThat(of(new RequestState.Finished(true, Json.write(settled))))
                .isEqualTo(begins("settled") + "," + COMMON
                        + ",\"attempts\":3,\"bankReference\":\"ch_1\",\"settledAt\":\"2025-01-06T08:30:00Z\"}");
    }

    @Test
    void shouldShowAFailedPayment() {
        var failed =
                new FailedPayment(ID, VEHICLE, AMOUNT, CARD, NOW, FailureReason.OUTCOME_UNKNOWN, "no answer", NOW, 12);
        assertThat(of(new RequestState.Finished(false, Json.write(failed))))
                .isEqualTo(begins("failed") + "," + COMMON
                        + ",\"attempts\":12,\"reason\":\"outcome-unknown\",\"detail\":\"no answer\","
                        + "\"failedAt\":\"2025-01-06T08:30:00Z\"}");
    }
}
