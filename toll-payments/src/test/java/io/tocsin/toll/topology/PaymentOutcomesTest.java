package io.tocsin.toll.topology;

import static io.tocsin.toll.topology.Payments.aPayment;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.calls.FailureKind;
import io.tocsin.calls.Outcome;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.toll.payment.ChargeAnswer;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentOutcomesTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");
    private static final PendingPayment PAYMENT = aPayment();

    private static PaymentOutcome published(Outcome<PendingPayment, ChargeAnswer.Approved> outcome) {
        return PaymentOutcomes.read(new PaymentOutcomes().write(outcome));
    }

    @Test
    void shouldTellEverythingOfASettledPayment() {
        assertThat(published(new Outcome.Succeeded<>(PAYMENT, new ChargeAnswer.Approved("ch_1"), 3, NOW)))
                .isEqualTo(new SettledPayment(
                        PAYMENT.paymentId(),
                        PAYMENT.vehicle(),
                        PAYMENT.amount(),
                        PAYMENT.card(),
                        PAYMENT.passedAt(),
                        "ch_1",
                        NOW,
                        3));
    }

    static Stream<Arguments> reasons() {
        Stream<Arguments> refused = Stream.of(
                Arguments.of(FailureKind.REFUSED, BankCalls.DECLINED, FailureReason.DECLINED),
                Arguments.of(FailureKind.REFUSED, "rejected", FailureReason.REFUSED));
        Stream<Arguments> others = Arrays.stream(FailureKind.values())
                .filter(kind -> kind != FailureKind.REFUSED)
                .map(kind -> Arguments.of(kind, "", FailureReason.valueOf(kind.name())));
        return Stream.concat(refused, others);
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void shouldGiveEachKindOfFailureItsReason(FailureKind kind, String code, FailureReason reason) {
        assertThat(published(new Outcome.Failed<>(PAYMENT, kind, code, "why", 2, NOW)))
                .isEqualTo(new FailedPayment(
                        PAYMENT.paymentId(),
                        PAYMENT.vehicle(),
                        PAYMENT.amount(),
                        PAYMENT.card(),
                        PAYMENT.passedAt(),
                        reason,
                        "why",
                        NOW,
                        2));
    }

    @Test
    void shouldNeverCallAPaymentDeclinedWhenItMayHaveBeenCharged() {
        var unknown = new Outcome.Failed<PendingPayment, ChargeAnswer.Approved>(
                PAYMENT, FailureKind.OUTCOME_UNKNOWN, BankCalls.DECLINED, "no answer", 12, NOW);

        assertThat(published(unknown)).isInstanceOfSatisfying(FailedPayment.class, failed -> assertThat(failed.reason())
                .isEqualTo(FailureReason.OUTCOME_UNKNOWN));
    }
}
