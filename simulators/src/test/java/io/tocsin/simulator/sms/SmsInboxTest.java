package io.tocsin.simulator.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.simulator.inbox.Inbox;
import io.tocsin.simulator.sms.Segment.Place;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SmsInboxTest {
    private final SmsInbox inbox = inbox(100);
    private int ids;

    private static SmsInbox inbox(int most) {
        return new SmsInbox(new Inbox<>(most, 1_000_000), Clock.systemUTC());
    }

    private void part(int reference, int parts, int number, String text) {
        inbox.take("Tocsin", "+491700", new Segment(new Place(reference, parts, number), text), "id" + ids++);
    }

    private List<Inbox.Kept<ReceivedSms>> newest() {
        return inbox.messages().find(message -> true, 100).newest();
    }

    private List<String> texts() {
        return newest().stream().map(kept -> kept.message().text()).toList();
    }

    @Test
    void shouldShowWhatIsMissing() {
        part(7, 4, 2, "b");
        assertThat(texts()).containsExactly("…b…");
        part(7, 4, 4, "d");
        assertThat(texts()).containsExactly("…b…d");
        assertThat(newest().getFirst().message().complete()).isFalse();
        part(7, 4, 1, "a");
        part(7, 4, 3, "c");

        assertThat(texts()).containsExactly("abcd");
        assertThat(newest().getFirst().message().complete()).isTrue();
        assertThat(newest().getFirst().message().parts())
                .extracting(ReceivedSms.Part::messageId)
                .containsExactly("id2", "id0", "id3", "id1");
    }

    @Test
    void shouldShowAWholeMessageThatCameTwice() {
        for (int i = 0; i < 2; i++) {
            part(7, 2, 1, "a");
            part(7, 2, 2, "b");
        }

        assertThat(newest()).extracting(Inbox.Kept::times).containsExactly(2, 2);
        assertThat(inbox.messages().totals().repeats()).isOne();
    }

    @Test
    void shouldShowAPartThatCameTwiceAsOneThatIsAlone() {
        part(7, 2, 1, "a");
        part(7, 2, 1, "a");
        part(7, 2, 2, "b");

        assertThat(texts()).containsExactly("ab", "a…");
        part(7, 2, 2, "b");
        assertThat(texts()).containsExactly("ab", "ab");
        assertThat(inbox.messages().totals().repeats()).isOne();
    }

    @Test
    void shouldKeepMessagesApartThatAreNotForTheSame() {
        part(7, 2, 1, "a");
        inbox.take("Tocsin", "+491701", new Segment(new Place(7, 2, 2), "b"), "x");
        inbox.take("Other", "+491700", new Segment(new Place(7, 2, 2), "b"), "y");
        part(8, 2, 2, "b");
        part(7, 3, 2, "b");

        assertThat(newest()).hasSize(5).noneMatch(kept -> kept.message().complete());
    }

    @Test
    void shouldBeginAnewWhenTheFirstPartsAreNotThereAnyMore() {
        part(7, 2, 1, "a");
        inbox.messages().empty();
        part(7, 2, 2, "b");

        assertThat(texts()).containsExactly("…b");
    }

    @Property(tries = 300)
    void shouldPutMessagesTogetherWhateverTheOrder(
            @ForAll @IntRange(min = 1, max = 5) int messages,
            @ForAll @IntRange(min = 1, max = 9) int parts,
            @ForAll Random random) {
        SmsInbox shuffled = inbox(100);
        record Arrival(int message, int number) {}
        var arrivals = new ArrayList<Arrival>();
        for (int message = 0; message < messages; message++) {
            for (int number = 1; number <= parts; number++) {
                arrivals.add(new Arrival(message, number));
            }
        }
        Collections.shuffle(arrivals, random);

        arrivals.forEach(arrival -> shuffled.take(
                "Tocsin",
                "+491700",
                new Segment(
                        new Place(arrival.message(), parts, arrival.number()),
                        "<" + arrival.message() + "." + arrival.number() + ">"),
                "id"));

        assertThat(shuffled.messages().totals().received()).isEqualTo(messages);
        assertThat(shuffled.messages().find(message -> true, 100).newest()).allSatisfy(kept -> {
            var expected = new StringBuilder();
            for (int number = 1; number <= parts; number++) {
                expected.append('<')
                        .append(kept.message().reference())
                        .append('.')
                        .append(number)
                        .append('>');
            }
            assertThat(kept.message().complete()).isTrue();
            assertThat(kept.message().text()).isEqualTo(expected.toString());
            assertThat(kept.times()).isOne();
        });
    }
}
