package io.tocsin.notification.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.VehicleId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class PaymentDigestTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final DigestPolicy POLICY = new DigestPolicy(LocalTime.of(7, 0), BERLIN, 3, Duration.ofHours(1));

    @Test
    void shouldBeDueEachMorningByTheClocksOfThePlace() {
        Instant evening = Instant.parse("2026-01-10T20:00:00Z");
        PaymentDigest digest = PaymentDigest.since(evening).with(failed(1));

        assertThat(digest.isDue(Instant.parse("2026-01-11T05:59:59Z"), POLICY)).isFalse();
        assertThat(digest.isDue(Instant.parse("2026-01-11T06:00:00Z"), POLICY)).isTrue();
    }

    @Test
    void shouldBeDueOnceInTheNightInWhichTheClocksGoForward() {
        var policy = new DigestPolicy(LocalTime.of(2, 30), BERLIN, 100, Duration.ZERO);
        PaymentDigest digest =
                PaymentDigest.since(Instant.parse("2026-03-28T20:00:00Z")).with(failed(1));

        assertThat(digest.isDue(Instant.parse("2026-03-29T01:29:59Z"), policy)).isFalse();
        assertThat(digest.isDue(Instant.parse("2026-03-29T01:30:00Z"), policy)).isTrue();
        PaymentDigest next =
                PaymentDigest.since(Instant.parse("2026-03-29T01:30:00Z")).with(failed(2));
        assertThat(next.isDue(Instant.parse("2026-03-30T00:29:59Z"), policy)).isFalse();
    }

    @Test
    void shouldBeDueEarlierWhenMuchHasFailedButNotTooOften() {
        Instant noon = Instant.parse("2026-01-10T12:00:00Z");
        PaymentDigest digest =
                PaymentDigest.since(noon).with(failed(1)).with(failed(2)).with(failed(3));

        assertThat(digest.isDue(noon.plus(Duration.ofMinutes(59)), POLICY)).isFalse();
        assertThat(digest.isDue(noon.plus(Duration.ofMinutes(60)), POLICY)).isTrue();
    }

    @Test
    void shouldNeverBeDueWhenNothingHasFailed() {
        PaymentDigest nothing = PaymentDigest.since(Instant.parse("2026-01-10T12:00:00Z"));

        assertThat(nothing.isDue(Instant.parse("2027-01-10T12:00:00Z"), POLICY)).isFalse();
    }

    @Test
    void shouldCountAllAndShowTheFirstFew() {
        PaymentDigest digest = PaymentDigest.since(Instant.parse("2026-01-10T12:00:00Z"));
        for (int i = 0; i < 1_000; i++) {
            digest = digest.with(failed(i));
        }

        assertThat(digest.count()).isEqualTo(1_000);
        assertThat(digest.byCurrency()).containsEntry("EUR", 1_000L * 1_275);
        assertThat(digest.byReason()).containsEntry(FailureReason.DECLINED, 1_000L);
        assertThat(digest.examples()).hasSize(20);
        assertThat(Json.read(Json.write(digest), PaymentDigest.class)).isEqualTo(digest);
    }

    private static FailedPayment failed(int number) {
        return new FailedPayment(
                PaymentId.of("0194385f-7c00-7d4e-8a3b-%012d".formatted(number)),
                VehicleId.of("NY-" + number),
                Money.of(1_275, "EUR"),
                new Card("tok_8f3a9c1e", "visa", "4242"),
                null,
                FailureReason.DECLINED,
                "no money",
                Instant.parse("2026-01-10T12:00:00Z"),
                1);
    }
}
