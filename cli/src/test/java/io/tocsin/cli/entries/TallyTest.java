package io.tocsin.cli.entries;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.payment.VehicleId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TallyTest {
    private static final PaymentId ID = new PaymentId("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");
    private static final long MILLI = 1_000_000;

    private final EntryPlan plan = EntryPlan.of(
            List.of(List.of(new TollRow(LocalDate.of(2025, 1, 6), "Peak", "Buses", 3, Money.of(225, "USD")))),
            1,
            Integer.MAX_VALUE);
    private final Tally tally = new Tally(plan, 0);

    @Test
    void shouldBeGoodWhenEveryEntryWasSettledOnceToTheCent() {
        sendAll();
        for (int entry = 0; entry < 3; entry++) {
            tally.outcome(entry, settled(225), 100 * MILLI);
        }

        EntriesReport report = report();

        assertThat(tally.isComplete()).isTrue();
        assertThat(report.isGood()).isTrue();
        assertThat(report.settledTotal()).isEqualTo(Money.of(675, "USD"));
        assertThat(report.latencyMillis().p50()).isBetween(99.0, 101.0);
        assertThat(report.seconds()).isEqualTo(0.1);
        assertThat(report.paymentsPerSecond()).isEqualTo(30.0);
    }

    @Test
    void shouldNoticeASecondOutcome() {
        sendAll();
        for (int entry : new int[] {0, 1, 2, 1}) {
            tally.outcome(entry, settled(225), MILLI);
        }

        assertThat(report().outcomesTwice()).isEqualTo(1);
        assertThat(report().settled()).isEqualTo(3);
        assertThat(report().isGood()).isFalse();
    }

    @Test
    void shouldNoticeWrongAmountsThatCancelEachOtherOut() {
        sendAll();
        tally.outcome(0, settled(224), MILLI);
        tally.outcome(1, settled(226), MILLI);
        tally.outcome(2, settled(225), MILLI);

        assertThat(report().equal()).isTrue();
        assertThat(report().wrongAmounts()).isEqualTo(2);
        assertThat(report().isGood()).isFalse();
    }

    @Test
    void shouldCountFailuresByReasonAndWhatIsMissing() {
        sendAll();
        tally.outcome(0, settled(225), MILLI);
        tally.outcome(1, failed(), MILLI);

        assertThat(tally.isComplete()).isFalse();
        assertThat(report().failedByReason()).isEqualTo(Map.of("declined", 1L));
        assertThat(report().waiting()).isEqualTo(1);
        assertThat(report().isGood()).isFalse();
        assertThat(report().inLines()).anyMatch(line -> line.contains("NOT EQUAL"));
    }

    @Test
    void shouldGiveTheDocumentedJson() {
        sendAll();

        String json = new String(Json.write(report()), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo(
                        "{\"file\":\"table.csv\",\"days\":[\"2025-01-06\"],\"seed\":1,\"entries\":3,\"sent\":3,\"settled\":0,"
                                + "\"failed\":0,\"failedByReason\":{},\"waiting\":3,\"outcomesTwice\":0,\"wrongAmounts\":0,"
                                + "\"settledTotal\":{\"minorUnits\":0,\"currency\":\"USD\"},"
                                + "\"expectedTotal\":{\"minorUnits\":675,\"currency\":\"USD\"},\"equal\":false,"
                                + "\"paymentsPerSecond\":0.0,\"latencyMillis\":{\"p50\":0.0,\"p99\":0.0,\"max\":0.0},"
                                + "\"seconds\":0.0}");
    }

    @Test
    void shouldNotTakeForAnOutcomeWhatIsNone() {
        assertThat(OutcomeGlance.at(null)).isEmpty();
        assertThat(OutcomeGlance.at("{\"paymentId\":\"x\"".getBytes(StandardCharsets.UTF_8)))
                .isEmpty();
        assertThat(OutcomeGlance.at("[]".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    private void sendAll() {
        for (int entry = 0; entry < plan.size(); entry++) {
            tally.sent(entry, 0);
        }
    }

    private EntriesReport report() {
        return EntriesReport.of("table.csv", List.of("2025-01-06"), 1, plan, tally, "USD");
    }

    private static OutcomeGlance settled(long minorUnits) {
        return glance(new SettledPayment(
                ID,
                new VehicleId("NY-1"),
                Money.of(minorUnits, "USD"),
                Card.ofToken("tok_entry_BCDF"),
                null,
                "ch_1",
                Instant.EPOCH,
                1));
    }

    private static OutcomeGlance failed() {
        return glance(new FailedPayment(
                ID,
                new VehicleId("NY-1"),
                Money.of(225, "USD"),
                Card.ofToken("tok_entry_BCDF"),
                null,
                FailureReason.DECLINED,
                "lost-card",
                Instant.EPOCH,
                1));
    }

    private static OutcomeGlance glance(PaymentOutcome outcome) {
        return OutcomeGlance.at(Json.write(outcome)).orElseThrow();
    }
}
