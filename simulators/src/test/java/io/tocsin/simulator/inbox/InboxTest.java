package io.tocsin.simulator.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class InboxTest {
    private record Note(String text) implements Inbox.Message {
        @Override
        public Object sameness() {
            return text;
        }

        @Override
        public int characters() {
            return text.length();
        }
    }

    private static List<String> texts(Inbox<Note> inbox) {
        return inbox.find(note -> true, Integer.MAX_VALUE).newest().stream()
                .map(kept -> kept.message().text())
                .toList();
    }

    @Test
    void shouldDropTheOldestAndCountIt() {
        var inbox = new Inbox<Note>(2, 100);
        List.of("a", "b", "c").forEach(text -> inbox.add(new Note(text)));

        assertThat(texts(inbox)).containsExactly("c", "b");
        assertThat(inbox.totals()).isEqualTo(new Inbox.Totals(3, 2, 1, 0, 0));
    }

    @Test
    void shouldBoundTheRoomThatMessagesTakeButKeepTheNewest() {
        var inbox = new Inbox<Note>(10, 5);
        List.of("abc", "de", "f", "longer than all").forEach(text -> inbox.add(new Note(text)));

        assertThat(texts(inbox)).containsExactly("longer than all");
        inbox.add(new Note("x"));
        assertThat(texts(inbox)).containsExactly("x");
    }

    @Test
    void shouldTellHowOftenTheSameCameAlsoWhenTheFirstWasDropped() {
        var inbox = new Inbox<Note>(2, 100);
        List.of("a", "a", "a").forEach(text -> inbox.add(new Note(text)));

        assertThat(inbox.find(note -> true, 1).newest().getFirst().times()).isEqualTo(3);
        assertThat(inbox.totals().repeats()).isEqualTo(2);
    }

    @Test
    void shouldForgetRepeatsOfWhichNoneIsKept() {
        var inbox = new Inbox<Note>(2, 100);
        List.of("a", "a", "a", "b", "c").forEach(text -> inbox.add(new Note(text)));

        assertThat(inbox.totals()).isEqualTo(new Inbox.Totals(5, 2, 3, 0, 0));
    }

    @Test
    void shouldFindTheNewestFirstAndCountThoseBeyondTheLimit() {
        var inbox = new Inbox<Note>(10, 100);
        List.of("ax", "b", "ay", "az").forEach(text -> inbox.add(new Note(text)));

        Inbox.Found<Note> found = inbox.find(note -> note.text().startsWith("a"), 2);

        assertThat(found.matching()).isEqualTo(3);
        assertThat(found.newest()).extracting(Inbox.Kept::number).containsExactly(4L, 3L);
    }

    @Test
    void shouldForgetEverythingButTheCounts() {
        var inbox = new Inbox<Note>(2, 100);
        List.of("a", "a", "a").forEach(text -> inbox.add(new Note(text)));
        inbox.empty();

        assertThat(texts(inbox)).isEmpty();
        assertThat(inbox.totals()).isEqualTo(new Inbox.Totals(3, 0, 1, 2, 0));
        inbox.add(new Note("a"));
        assertThat(inbox.find(note -> true, 1).newest().getFirst().times()).isOne();
    }

    @Property(tries = 300)
    void shouldKeepItsCountsRightWhateverHappens(
            @ForAll @IntRange(min = 1, max = 6) int most,
            @ForAll @Size(max = 60) List<@StringLength(max = 2) @CharRange(from = 'a', to = 'c') String> texts) {
        var inbox = new Inbox<Note>(most, 8);
        var came = new ArrayList<String>();
        for (String text : texts) {
            // An empty text stands for a change of the newest message, as when a part of it comes later.
            if (text.isEmpty() && !came.isEmpty()) {
                inbox.change(came.size(), note -> new Note("c"));
                came.set(came.size() - 1, "c");
            } else {
                inbox.add(new Note(text));
                came.add(text);
            }
        }

        Inbox.Totals totals = inbox.totals();
        List<String> kept = texts(inbox);
        assertThat(totals.received()).isEqualTo(came.size());
        assertThat(totals.kept() + totals.dropped() + totals.emptied()).isEqualTo(came.size());
        assertThat(kept).isEqualTo(came.reversed().subList(0, kept.size()));
        assertThat(kept).hasSizeLessThanOrEqualTo(most);
        assertThat(inbox.find(note -> true, 100).newest())
                .allSatisfy(one -> assertThat(one.times()).isGreaterThanOrEqualTo((int)
                        kept.stream().filter(one.message().text()::equals).count()));
    }
}
