package io.tocsin.notification.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.fire.Notification;
import io.tocsin.notification.routing.Telling;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MessageTextsTest {
    private static final Optional<URI> LINK =
            Optional.of(URI.create("https://tocsin.test/ack/1736.bm9ydGg.YW5u.c2ln?a=1&b=2"));

    private final MessageTexts texts = new MessageTexts(ZoneId.of("Europe/Berlin"));

    @Test
    void shouldTellFloorAndTimeByEachChannel() {
        MessageText text = texts.write(new Telling.First(fire("Fire alarm: detector 17 signals fire"), 1), LINK);

        assertThat(text.subject()).isEqualTo("FIRE ALARM, floor north-3");
        assertThat(text.sms())
                .isEqualTo(
                        "FIRE ALARM, floor north-3. Fire alarm: detector 17 signals fire, since 2025-01-06 09:30:00 CET."
                                + " Leave the floor; follow the fire plan. Acknowledge: " + LINK.get());
        assertThat(text.text())
                .contains(
                        "Where:      floor north-3\n",
                        "Since:      2025-01-06 09:30:00 CET\n",
                        "Acknowledge: " + LINK.get());
        assertThat(text.html())
                .contains("<td>floor north-3</td>", "<td>2025-01-06 09:30:00 CET</td>")
                .contains("href=\"https://tocsin.test/ack/1736.bm9ydGg.YW5u.c2ln?a=1&amp;b=2\"");
    }

    @Test
    void shouldSayWhatKindOfMessageItIs() {
        Notification fire = fire("Fire");

        assertThat(subject(new Telling.Summary(fire, 1, 1))).isEqualTo("FIRE ALARM, floor north-3: 1 more message");
        assertThat(subject(new Telling.Summary(fire, 49, 1))).isEqualTo("FIRE ALARM, floor north-3: 49 more messages");
        assertThat(subject(new Telling.Reminder(fire, 1))).isEqualTo("FIRE ALARM, floor north-3: not acknowledged yet");
        assertThat(subject(new Telling.Escalation(fire, 2)))
                .isEqualTo("FIRE ALARM, floor north-3: nobody has acknowledged");
    }

    @Test
    void shouldOfferNothingToAcknowledgeWhereThereIsNothing() {
        MessageText text = texts.write(new Telling.First(fire("Fire"), 1), Optional.empty());

        assertThat(text.text() + text.html() + text.sms())
                .doesNotContain("Acknowledge")
                .doesNotContain("href");
    }

    @Test
    void shouldNotLetWordsBecomeMarkupOrLines() {
        MessageText text =
                texts.write(new Telling.First(fire("<script>alert('x')</script>\r\nWhere: nowhere & {what}"), 1), LINK);

        assertThat(text.html()).contains("&lt;script&gt;").doesNotContain("<script>");
        assertThat(text.text()).contains("What:       <script>alert('x')</script> Where: nowhere & {what}\n");
    }

    @Property
    void shouldHaveTheSameMarkupAndLinesWhateverTheWords(@ForAll @StringLength(min = 1, max = 2_000) String words) {
        Assume.that(!words.isBlank());
        MessageText plain = texts.write(new Telling.First(fire("plain"), 1), LINK);
        MessageText text = texts.write(new Telling.First(fire(words), 1), LINK);

        assertThat(text.html().chars().filter(c -> c == '<').count())
                .isEqualTo(plain.html().chars().filter(c -> c == '<').count());
        assertThat(text.text().lines().count()).isEqualTo(plain.text().lines().count());
        assertThat(text.sms().lines().count()).isOne();
    }

    private String subject(Telling telling) {
        return texts.write(telling, LINK).subject();
    }

    private static Notification fire(String what) {
        return new Notification(
                Notification.Id.of("a1d36a1e-5b1b-3f0e-8e43-2a44c1f5b9d0"),
                "it",
                Notification.Severity.ALARM,
                what,
                "floor north-3",
                Instant.parse("2025-01-06T08:30:00Z"),
                Instant.parse("2025-01-06T08:30:01Z"),
                "Leave the floor; follow the fire plan.");
    }
}
