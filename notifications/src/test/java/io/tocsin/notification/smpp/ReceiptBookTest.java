package io.tocsin.notification.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ReceiptBookTest {
    private static final Instant NOW = Instant.parse("2025-01-06T08:00:00Z");
    private static final Duration KEPT = Duration.ofHours(1);
    private static final String ANN = "4915123456789";
    private static final String BEN = "4915198765432";

    private final ReceiptBook<String> book = new ReceiptBook<>(KEPT, 1_000);

    /** How centres write an id in a receipt that they have given as a number in the answer. */
    private enum Notation {
        THE_SAME,
        UPPER_CASE,
        MORE_ZEROS,
        SPACE_AROUND,
        HEXADECIMAL,
        HEXADECIMAL_OF_EIGHT;

        String write(long id) {
            return switch (this) {
                case THE_SAME -> Long.toString(id);
                case UPPER_CASE -> "X" + id;
                case MORE_ZEROS -> "000" + id;
                case SPACE_AROUND -> " " + id + " ";
                case HEXADECIMAL -> Long.toHexString(id);
                case HEXADECIMAL_OF_EIGHT -> "%08X".formatted(id);
            };
        }

        /** As the centre has written it the other time. */
        String writeOtherwise(long id) {
            return this == UPPER_CASE ? "x" + id : Long.toString(id);
        }
    }

    @Property
    void shouldBringTogetherWhateverTheNotationAndWhicheverComesFirst(
            @ForAll @Size(min = 1, max = 40) Set<@LongRange(min = 1_000_000_000L, max = 99_999_999_999L) Long> ids,
            @ForAll Notation notation,
            @ForAll boolean answeredInTheOther,
            @ForAll Random random) {
        var pending = new ArrayList<Runnable>();
        Map<String, String> matched = new HashMap<>();
        for (long id : ids) {
            String name = Long.toString(id);
            String one = notation.write(id);
            String other = notation.writeOtherwise(id);
            String inAnswer = answeredInTheOther ? other : one;
            String inReceipt = answeredInTheOther ? one : other;
            pending.add(() -> note(matched, book.accepted(inAnswer, ANN, name, NOW), name));
            pending.add(() -> note(
                    matched, book.received(new SmsReceipt(inReceipt, ANN, SmsReceipt.State.DELIVERED), NOW), name));
        }
        java.util.Collections.shuffle(pending, random);

        pending.forEach(Runnable::run);

        assertThat(matched).hasSameSizeAs(ids).allSatisfy((expected, message) -> assertThat(message)
                .isEqualTo(expected));
    }

    private static void note(Map<String, String> matched, List<ReceiptBook.Match<String>> matches, String expected) {
        for (ReceiptBook.Match<String> match : matches) {
            assertThat(matched.put(expected, match.message()))
                    .as("matched once")
                    .isNull();
        }
    }

    @Property
    void shouldNeverTakeAReceiptForAMessageToSomebodyElse(
            @ForAll("shortIds") String one, @ForAll("shortIds") String other) {
        book.accepted(one, ANN, "to Ann", NOW);

        assertThat(book.received(new SmsReceipt(other, BEN, SmsReceipt.State.DELIVERED), NOW))
                .isEmpty();
    }

    @Test
    void shouldPreferTheIdThatReadsTheSame() {
        book.accepted("10", ANN, "hexadecimal 16", NOW);
        book.accepted("16", ANN, "sixteen", NOW);

        assertThat(book.received(receipt("16"), NOW))
                .extracting(ReceiptBook.Match::message)
                .containsExactly("sixteen");
    }

    @Test
    void shouldGuessNothingWhenTheNumberFitsTwoIds() {
        book.accepted("10", ANN, "may be hexadecimal 16", NOW);
        book.accepted("22", ANN, "may be decimal 22, hexadecimal 16", NOW);

        assertThat(book.received(receipt("16"), NOW)).isEmpty();
    }

    @Test
    void shouldTellEachPartOfAStory() {
        book.accepted("7", ANN, "fire", NOW);

        assertThat(book.received(new SmsReceipt("7", ANN, SmsReceipt.State.ON_ITS_WAY), NOW))
                .hasSize(1);
        assertThat(book.received(receipt("7"), NOW)).hasSize(1);
    }

    @Test
    void shouldTellAllThatWasReportedBeforeTheAnswerInItsOrder() {
        book.received(new SmsReceipt("7", ANN, SmsReceipt.State.ON_ITS_WAY), NOW);
        book.received(receipt("7"), NOW);

        assertThat(book.accepted("7", ANN, "fire", NOW))
                .extracting(match -> match.receipt().state())
                .containsExactly(SmsReceipt.State.ON_ITS_WAY, SmsReceipt.State.DELIVERED);
        assertThat(book.accepted("7", ANN, "another under the same id", NOW)).isEmpty();
    }

    @Test
    void shouldMeanTheLastMessageWhenAnIdIsUsedAgain() {
        book.accepted("7", ANN, "first", NOW);
        book.accepted("7", ANN, "second", NOW);

        assertThat(book.received(receipt("7"), NOW))
                .extracting(ReceiptBook.Match::message)
                .containsExactly("second");
    }

    @Test
    void shouldTakeAReceiptThatNamesTheNumberInAnotherWayOrNotAtAll() {
        book.accepted("7", "+" + ANN, "fire", NOW);

        for (String recipient : List.of("00" + ANN, "015123456789", "")) {
            assertThat(book.received(new SmsReceipt("7", recipient, SmsReceipt.State.DELIVERED), NOW))
                    .as(recipient)
                    .hasSize(1);
        }
    }

    @Test
    void shouldForgetWhatIsOldOrTooMuch() {
        book.accepted("7", ANN, "old", NOW);
        assertThat(book.received(receipt("7"), NOW.plus(KEPT))).hasSize(1);
        assertThat(book.received(receipt("7"), NOW.plus(KEPT).plusMillis(1))).isEmpty();

        var small = new ReceiptBook<String>(KEPT, 2);
        for (String id : List.of("1", "2", "3")) {
            small.accepted(id, ANN, id, NOW);
        }
        assertThat(small.received(receipt("1"), NOW)).isEmpty();
        assertThat(small.received(receipt("2"), NOW)).hasSize(1);
    }

    private static SmsReceipt receipt(String id) {
        return new SmsReceipt(id, ANN, SmsReceipt.State.DELIVERED);
    }

    @Provide
    Arbitrary<String> shortIds() {
        return Arbitraries.strings()
                .withCharRange('0', '9')
                .withChars('a', 'f')
                .ofMinLength(1)
                .ofMaxLength(4);
    }
}
