package io.tocsin.notification.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.Notification;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.DeliveryReceipt.State;
import io.tocsin.model.notification.MessageId;
import io.tocsin.model.notification.SmsReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SmsReportsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String PHONE = "+4915123456789";

    /** In whatever order acceptance and receipts come, and however often: one receipt, when all parts have arrived. */
    @Property(tries = 200)
    void shouldTellOnceThatAMessageIsDeliveredWhenAllItsPartsAre(
            @ForAll @IntRange(min = 1, max = 6) int parts, @ForAll long seed) {
        var references = new ArrayList<String>();
        for (int part = 0; part < parts; part++) {
            references.add(Integer.toHexString(0xA000 + part));
        }
        var all = new ArrayList<SmsReport>();
        all.add(new SmsReport.Accepted(accepted(references)));
        for (String reference : references) {
            for (int times = 0; times < 2; times++) {
                all.add(received("00" + reference.toUpperCase(Locale.ROOT), State.DELIVERED));
            }
        }
        Collections.shuffle(all, new Random(seed));
        var reports = new SmsReports(Duration.ofDays(3), 1_000);

        List<DeliveryReceipt> told =
                all.stream().flatMap(report -> reports.take(report).stream()).toList();

        assertThat(told).singleElement().satisfies(receipt -> assertThat(receipt.state())
                .isEqualTo(State.DELIVERED));
    }

    @Test
    void shouldTellThatAMessageHasFailedWhenOneOfItsPartsHas() {
        var reports = new SmsReports(Duration.ofDays(3), 1_000);
        reports.take(new SmsReport.Accepted(accepted(List.of("a1", "a2"))));
        assertThat(reports.take(received("a1", State.DELIVERED))).isEmpty();

        assertThat(reports.take(received("a2", State.FAILED)))
                .singleElement()
                .satisfies(receipt -> assertThat(receipt.state()).isEqualTo(State.FAILED));
        assertThat(reports.take(received("a2", State.DELIVERED))).isEmpty();
    }

    @Test
    void shouldTellNothingOfAMessageThatIsOnItsWayOrNotOurs() {
        var reports = new SmsReports(Duration.ofDays(3), 1_000);
        reports.take(new SmsReport.Accepted(accepted(List.of("a1"))));

        assertThat(reports.take(received("a1", null))).isEmpty();
        assertThat(reports.take(received("ffff", State.DELIVERED))).isEmpty();
    }

    private static SmsReport received(String reference, @Nullable State state) {
        return new SmsReport.Received(reference, "4915123456789", state, NOON.plusSeconds(5));
    }

    private static DeliveryReceipt accepted(List<String> references) {
        return new DeliveryReceipt(
                MessageId.of("7d0b8f0e-6c1f-3a55-9a8e-3f6a1c2b4d5e"),
                Notification.Id.of("a1d36a1e-5b1b-3f0e-8e43-2a44c1f5b9d0"),
                "incident",
                Channel.SMS,
                "Ann Miller",
                PHONE,
                State.ACCEPTED,
                NOON,
                1,
                references,
                null);
    }
}
