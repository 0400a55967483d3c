package io.tocsin.notification.sms;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {
    private static final int REFERENCE = 0x7a;
    private static final int HEADER = 6;

    /** Characters of TS 23.038, with their septets as the standard's tables print them: row + column. */
    private static final Map<String, String> PUBLISHED = Map.ofEntries(
            Map.entry("@", "00"),
            Map.entry("£", "01"),
            Map.entry("$", "02"),
            Map.entry("¥", "03"),
            Map.entry("è", "04"),
            Map.entry("é", "05"),
            Map.entry("ù", "06"),
            Map.entry("ì", "07"),
            Map.entry("ò", "08"),
            Map.entry("Ç", "09"),
            Map.entry("\n", "0a"),
            Map.entry("Ø", "0b"),
            Map.entry("ø", "0c"),
            Map.entry("\r", "0d"),
            Map.entry("Å", "0e"),
            Map.entry("å", "0f"),
            Map.entry("Δ", "10"),
            Map.entry("_", "11"),
            Map.entry("Φ", "12"),
            Map.entry("Γ", "13"),
            Map.entry("Λ", "14"),
            Map.entry("Ω", "15"),
            Map.entry("Π", "16"),
            Map.entry("Ψ", "17"),
            Map.entry("Σ", "18"),
            Map.entry("Θ", "19"),
            Map.entry("Ξ", "1a"),
            Map.entry("Æ", "1c"),
            Map.entry("æ", "1d"),
            Map.entry("ß", "1e"),
            Map.entry("É", "1f"),
            Map.entry(" ", "20"),
            Map.entry("¤", "24"),
            Map.entry("0", "30"),
            Map.entry("9", "39"),
            Map.entry("?", "3f"),
            Map.entry("¡", "40"),
            Map.entry("A", "41"),
            Map.entry("Z", "5a"),
            Map.entry("Ä", "5b"),
            Map.entry("Ö", "5c"),
            Map.entry("Ñ", "5d"),
            Map.entry("Ü", "5e"),
            Map.entry("§", "5f"),
            Map.entry("¿", "60"),
            Map.entry("a", "61"),
            Map.entry("z", "7a"),
            Map.entry("ä", "7b"),
            Map.entry("ö", "7c"),
            Map.entry("ñ", "7d"),
            Map.entry("ü", "7e"),
            Map.entry("à", "7f"),
            Map.entry("\f", "1b0a"),
            Map.entry("^", "1b14"),
            Map.entry("{", "1b28"),
            Map.entry("}", "1b29"),
            Map.entry("\\", "1b2f"),
            Map.entry("[", "1b3c"),
            Map.entry("~", "1b3d"),
            Map.entry("]", "1b3e"),
            Map.entry("|", "1b40"),
            Map.entry("€", "1b65"));

    @Test
    void shouldWriteTheStandardsTables() {
        PUBLISHED.forEach((character, septets) -> {
            SmsText text = SmsText.of(character, REFERENCE);

            assertThat(text.encoding()).as(character).isEqualTo(SmsEncoding.GSM_7);
            assertThat(HexFormat.of().formatHex(text.parts().getFirst().bytes()))
                    .as(character)
                    .isEqualTo(septets);
        });
    }

    @Test
    void shouldHave137CharactersInTheAlphabetAndItsExtension() {
        long covered = java.util.stream.IntStream.rangeClosed(0, Character.MAX_VALUE)
                .filter(character -> GsmAlphabet.covers(Character.toString(character)))
                .count();

        assertThat(covered).isEqualTo(127 + 10);
    }

    @ParameterizedTest
    @CsvSource({
        "a, 160, GSM_7, 1", "a, 161, GSM_7, 2", "a, 306, GSM_7, 2", "a, 307, GSM_7, 3",
        "€, 80, GSM_7, 1", "€, 81, GSM_7, 2", "€, 152, GSM_7, 2", "€, 153, GSM_7, 3",
        "ش, 70, UCS_2, 1", "ش, 71, UCS_2, 2", "ش, 134, UCS_2, 2", "ش, 135, UCS_2, 3",
        "🔥, 35, UCS_2, 1", "🔥, 36, UCS_2, 2", "🔥, 66, UCS_2, 2", "🔥, 67, UCS_2, 3",
        "ç, 70, UCS_2, 1", "ç, 71, UCS_2, 2"
    })
    void shouldNeedAsManyParts(String character, int times, SmsEncoding encoding, int parts) {
        SmsText text = SmsText.of(character.repeat(times), REFERENCE);

        assertThat(text.encoding()).isEqualTo(encoding);
        assertThat(text.parts()).hasSize(parts);
    }

    @Test
    void shouldTakeTheLongerEncodingForASingleCharacterThatNeedsIt() {
        assertThat(SmsText.of("a".repeat(70) + "🔥", REFERENCE).encoding()).isEqualTo(SmsEncoding.UCS_2);
    }

    @Test
    void shouldSendAnEmptyTextAsOnePart() {
        assertThat(SmsText.of("", REFERENCE).parts()).singleElement().satisfies(part -> {
            assertThat(part.hasHeader()).isFalse();
            assertThat(part.bytes()).isEmpty();
        });
    }

    @Test
    void shouldReplaceHalfAPair() {
        assertThat(read(SmsText.of("a\uD83Db", REFERENCE))).isEqualTo("a\uFFFDb");
    }

    @Test
    void shouldRefuseMoreThan255Parts() {
        assertThat(SmsText.of("a".repeat(255 * 153), REFERENCE).parts()).hasSize(255);
        assertThatThrownBy(() -> SmsText.of("a".repeat(255 * 153 + 1), REFERENCE))
                .hasMessage("the text needs 256 SMS, but at most 255 can belong together");
    }

    @Property
    void shouldBeReadAsItWasWritten(@ForAll("texts") String text) {
        assertThat(read(SmsText.of(text, REFERENCE))).isEqualTo(text);
    }

    @Property
    void shouldFitOverTheAirAndNeverSplitACharacter(@ForAll("texts") String text) {
        SmsText sms = SmsText.of(text, REFERENCE);

        for (int i = 0; i < sms.parts().size(); i++) {
            byte[] bytes = sms.parts().get(i).bytes();
            int header = sms.parts().get(i).hasHeader() ? HEADER : 0;
            assertThat(header > 0).isEqualTo(sms.parts().size() > 1);
            if (header > 0) {
                assertThat(bytes).startsWith(5, 0, 3, REFERENCE, sms.parts().size(), i + 1);
            }
            byte[] body = Arrays.copyOfRange(bytes, header, bytes.length);
            if (sms.encoding() == SmsEncoding.GSM_7) {
                int septetsOfHeader = (header * 8 + 6) / 7;
                assertThat(septetsOfHeader + body.length).isLessThanOrEqualTo(160);
                assertThat(body.length == 0 || body[body.length - 1] != GsmAlphabet.ESCAPE)
                        .isTrue();
            } else {
                assertThat(bytes.length).isLessThanOrEqualTo(140);
                String units = new String(body, UTF_16BE);
                assertThat(Character.isLowSurrogate(units.charAt(0))).isFalse();
                assertThat(Character.isHighSurrogate(units.charAt(units.length() - 1)))
                        .isFalse();
            }
        }
    }

    @Property
    void shouldUseNoMorePartsThanFillingEachAsFarAsWholeCharactersAllow(@ForAll("texts") String text) {
        SmsText sms = SmsText.of(text, REFERENCE);
        int units = sms.parts().stream()
                .mapToInt(part -> (part.bytes().length - (part.hasHeader() ? HEADER : 0))
                        / (sms.encoding() == SmsEncoding.UCS_2 ? 2 : 1))
                .sum();
        int mostLostInAPart = 1;

        int most =
                sms.parts().size() == 1 ? 1 : Math.ceilDiv(units, sms.encoding().asPart() - mostLostInAPart);

        assertThat(sms.parts().size()).isLessThanOrEqualTo(Math.max(1, most));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> gsm = Arbitraries.of(PUBLISHED.keySet());
        Arbitrary<String> beyond = Arbitraries.of("🔥", "ش", "ç", "漢", "👩‍🚒", "…");
        Arbitrary<String> anything =
                Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(8, gsm), net.jqwik.api.Tuple.of(1, beyond));
        return Arbitraries.oneOf(gsm, anything).list().ofMaxSize(500).map(characters -> String.join("", characters));
    }

    /** As a telephone reads it, by the published table. */
    private static String read(SmsText sms) {
        var text = new StringBuilder();
        for (SmsText.Part part : sms.parts()) {
            int header = part.hasHeader() ? HEADER : 0;
            byte[] body = Arrays.copyOfRange(part.bytes(), header, part.bytes().length);
            text.append(sms.encoding() == SmsEncoding.UCS_2 ? new String(body, UTF_16BE) : readSeptets(body));
        }
        return text.toString();
    }

    private static String readSeptets(byte[] septets) {
        var text = new StringBuilder();
        for (int i = 0; i < septets.length; i++) {
            String hex = "%02x".formatted(septets[i]);
            if (septets[i] == GsmAlphabet.ESCAPE) {
                i++;
                hex += "%02x".formatted(septets[i]);
            }
            text.append(character(hex));
        }
        return text.toString();
    }

    private static String character(String septets) {
        return PUBLISHED.entrySet().stream()
                .filter(entry -> entry.getValue().equals(septets))
                .map(Map.Entry::getKey)
                .findAny()
                .orElseGet(() -> Character.toString(Integer.parseInt(septets, 16)));
    }
}
