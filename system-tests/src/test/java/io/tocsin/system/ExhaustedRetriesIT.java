package io.tocsin.system;

import static io.tocsin.system.PaymentBuilder.aPayment;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.simulator.bank.Fault;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.FaultTarget;
import io.tocsin.system.check.AskedPayment;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Payments that are given up, what is said of them, and what becomes of them when a person sends them again. */
class ExhaustedRetriesIT {
    private static final int ATTEMPTS = 3;
    private static final Duration SOON = Duration.ofSeconds(20);

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem()
            .with("TOCSIN_TOLL_RETRIES_MAX_ATTEMPTS", Integer.toString(ATTEMPTS))
            .with("TOCSIN_TOLL_RETRIES_FIRST_DELAY", "50ms")
            .with("TOCSIN_TOLL_CIRCUIT_WINDOW", "1000")
            .with("TOCSIN_TOLL_CIRCUIT_MINIMUM_CALLS", "1000");

    @AfterEach
    void mendTheBank() {
        SYSTEM.bank().faults().clear();
    }

    @Test
    @Breakage.Row(Breakage.NEVER_CLEAR)
    void shouldSayOutcomeUnknownWhenItWasChargedAndNobodyCouldTell() {
        SYSTEM.bank().faults().set(FaultPlan.healthyAtOnce().with(new Fault.ChargeThenDrop(1, FaultTarget.BOTH)));

        PendingPayment payment = givenUpAs(FailureReason.OUTCOME_UNKNOWN);

        assertThat(SYSTEM.bank().ledger().chargesOf(payment.paymentId())).hasSize(1);
        SYSTEM.verify(List.of(payment));
    }

    @Test
    @Breakage.Row(Breakage.NEVER_CLEAR)
    void shouldSayOutcomeUnknownWhenItWasNotChargedAndNobodyCouldTell() {
        SYSTEM.bank().faults().set(FaultPlan.healthyAtOnce().with(new Fault.DropBeforeCharge(1, FaultTarget.BOTH)));

        PendingPayment payment = givenUpAs(FailureReason.OUTCOME_UNKNOWN);

        assertThat(SYSTEM.bank().ledger().chargesOf(payment.paymentId())).isEmpty();
        SYSTEM.verify(List.of(payment));
    }

    @Test
    @Breakage.Row(Breakage.SENT_AGAIN)
    void shouldNotChargeAgainWhenARedrivenPaymentTurnsOutToBeCharged() {
        SYSTEM.bank().faults().set(FaultPlan.healthyAtOnce().with(new Fault.ChargeThenDrop(1, FaultTarget.BOTH)));
        PendingPayment payment = givenUpAs(FailureReason.OUTCOME_UNKNOWN);
        SYSTEM.bank().faults().clear();

        settledWhenSentAgain(payment);
    }

    @Test
    @Breakage.Row(Breakage.SENT_AGAIN)
    void shouldChargeARedrivenFailureUnderItsFirstKey() {
        SYSTEM.bank().faults().set(FaultPlan.healthyAtOnce().away());
        PendingPayment payment = givenUpAs(FailureReason.RETRIES_EXHAUSTED);
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.paymentId())).isEmpty();
        SYSTEM.bank().faults().clear();

        settledWhenSentAgain(payment);
    }

    private static PendingPayment givenUpAs(FailureReason reason) {
        PendingPayment payment = aPayment().build();
        SYSTEM.send(List.of(payment));
        try (TopicReader reader = SYSTEM.outcomes()) {
            assertThat(reader.awaitOneOutcomeEach(List.of(payment), SOON))
                    .singleElement()
                    .isInstanceOfSatisfying(FailedPayment.class, failed -> {
                        assertThat(failed.reason()).isEqualTo(reason);
                        assertThat(failed.attempts()).isEqualTo(ATTEMPTS);
                    });
        }
        return payment;
    }

    /** Sent twice, as impatient people do. */
    private static void settledWhenSentAgain(PendingPayment payment) {
        SYSTEM.send(List.of(payment.redriven(), payment.redriven()));
        SYSTEM.verify(List.of(AskedPayment.once(payment).again()));
        try (TopicReader reader = SYSTEM.outcomes()) {
            List<PaymentOutcome> outcomes = reader.outcomes().stream()
                    .filter(outcome -> outcome.paymentId().equals(payment.paymentId()))
                    .toList();
            assertThat(outcomes).hasSize(2).hasAtLeastOneElementOfType(SettledPayment.class);
        }
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.paymentId()))
                .singleElement()
                .satisfies(charge -> assertThat(charge.idempotencyKey())
                        .isEqualTo(payment.paymentId().text()));
    }
}
