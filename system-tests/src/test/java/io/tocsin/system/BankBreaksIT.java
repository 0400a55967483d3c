package io.tocsin.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.simulator.bank.Fault;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.FaultTarget;
import io.tocsin.simulator.bank.Ledger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bank breaks in the middle of charges and of inquiries: it is asked before it is asked to charge again. */
class BankBreaksIT {
    private static final int PAYMENTS = 60;
    private static final double SHARE = 0.3;
    private static final Duration LONGER_THAN_THE_TIME_OUT = Duration.ofMillis(800);

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem()
            .with("TOCSIN_TOLL_BANK_RESPONSE_TIMEOUT", "500ms")
            .with("TOCSIN_TOLL_BANK_TOTAL_TIMEOUT", "500ms")
            .with("TOCSIN_TOLL_RETRIES_MAX_ATTEMPTS", "30")
            .with("TOCSIN_TOLL_RETRIES_FIRST_DELAY", "50ms")
            .with("TOCSIN_TOLL_RETRIES_LONGEST_DELAY", "200ms")
            .with("TOCSIN_TOLL_RETRIES_LONGEST_RETRY_AFTER", "200ms")
            // Closed: here it is payments that are looked at, not the circuit.
            .with("TOCSIN_TOLL_CIRCUIT_WINDOW", "1000")
            .with("TOCSIN_TOLL_CIRCUIT_FAILURE_SHARE", "1.0");

    static Stream<Fault> faults() {
        return Stream.of(
                new Fault.ChargeThenDrop(SHARE, FaultTarget.BOTH),
                new Fault.DropBeforeCharge(SHARE, FaultTarget.BOTH),
                new Fault.HalfBody(SHARE, FaultTarget.BOTH),
                new Fault.ServerError(SHARE, FaultTarget.BOTH, true),
                new Fault.ServerError(SHARE, FaultTarget.BOTH, false),
                new Fault.HtmlWith200(SHARE, FaultTarget.BOTH, true),
                new Fault.HtmlWith200(SHARE, FaultTarget.BOTH, false),
                new Fault.Hang(SHARE, FaultTarget.BOTH, true, LONGER_THAN_THE_TIME_OUT),
                new Fault.Hang(SHARE, FaultTarget.BOTH, false, LONGER_THAN_THE_TIME_OUT));
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Breakage.Row(Breakage.BANK_BREAKS)
    void shouldChargeOnceWhenTheBankBreaksInTheMiddle(Fault fault) {
        Ledger.Summary before = SYSTEM.bank().ledger().summary();
        SYSTEM.bank().faults().set(FaultPlan.healthyAtOnce().with(fault));
        List<PendingPayment> payments = PaymentBuilder.payments(PAYMENTS);
        SYSTEM.send(payments);
        try (TopicReader reader = SYSTEM.outcomes()) {
            assertThat(reader.awaitOneOutcomeEach(payments, Duration.ofSeconds(30)))
                    .allMatch(SettledPayment.class::isInstance);
        }

        SYSTEM.verify(payments);
        Ledger.Summary after = SYSTEM.bank().ledger().summary();
        assertThat(after.inquiries() - before.inquiries())
                .as("who had no answer asks")
                .isPositive();
        assertThat(after.replays() - before.replays())
                .as("who has asked does not ask for what is charged")
                .isZero();
    }
}
