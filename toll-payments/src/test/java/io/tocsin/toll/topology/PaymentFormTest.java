package io.tocsin.toll.topology;

import static io.tocsin.toll.topology.Payments.aPayment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentFormTest {
    private static final Instant LATER = Instant.parse("2025-01-06T09:00:00Z");
    private static final PendingPayment PAYMENT = aPayment();

    private final PaymentForm form = new PaymentForm();

    @Test
    void shouldReadWhatItWrote() {
        PendingPayment retried = form.retried(PAYMENT.redriven(), 3, LATER);

        assertThat(form.read(form.write(retried))).isEqualTo(retried);
    }

    @Test
    void shouldBeNamedByItsIdAndKeyedByItsVehicle() {
        assertThat(form.id(PAYMENT)).isEqualTo(PAYMENT.paymentId().text());
        assertThat(form.key(PAYMENT)).isEqualTo("NY ABC-1234");
    }

    @Test
    void shouldChangeNothingButTheCounterAndTheTimeWhenItIsRetried() {
        PendingPayment retried = form.retried(PAYMENT.redriven(), 3, LATER);

        assertThat(form.retries(retried)).isEqualTo(3);
        assertThat(form.notBefore(retried)).isEqualTo(LATER);
        assertThat(form.redrives(retried)).isOne();
        assertThat(form.retried(retried, 0, null)).isEqualTo(PAYMENT.redriven());
    }

    static Stream<PendingPayment> duplicates() {
        return Stream.of(
                new PaymentForm().retried(PAYMENT, 7, LATER),
                PAYMENT.redriven(),
                with(PAYMENT.vehicle(), PAYMENT.amount(), PAYMENT.card(), null),
                with(
                        PAYMENT.vehicle(),
                        PAYMENT.amount(),
                        Card.ofToken(PAYMENT.card().token()),
                        LATER));
    }

    @ParameterizedTest
    @MethodSource("duplicates")
    void shouldHaveTheSameContentWhenItAsksForTheSameMoneyFromTheSameCard(PendingPayment duplicate) {
        assertThat(form.content(duplicate)).isEqualTo(form.content(PAYMENT));
    }

    static Stream<PendingPayment> conflicts() {
        return Stream.of(
                with(VehicleId.of("NY ABC-1235"), PAYMENT.amount(), PAYMENT.card(), null),
                with(PAYMENT.vehicle(), Money.of(1276, "EUR"), PAYMENT.card(), null),
                with(PAYMENT.vehicle(), Money.of(1275, "USD"), PAYMENT.card(), null),
                with(PAYMENT.vehicle(), PAYMENT.amount(), Card.ofToken("tok_visa_2"), null));
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void shouldHaveOtherContentWhenItAsksForOtherMoneyOrAnotherCard(PendingPayment conflict) {
        assertThat(form.content(conflict)).isNotEqualTo(form.content(PAYMENT));
    }

    @Test
    void shouldRefuseWhatIsNoPayment() {
        assertThatIllegalArgumentException().isThrownBy(() -> form.read(new byte[] {1, 2, 3}));
    }

    private static PendingPayment with(VehicleId vehicle, Money amount, Card card, @Nullable Instant passedAt) {
        return PendingPayment.of(PAYMENT.paymentId(), vehicle, amount, card, passedAt);
    }
}
