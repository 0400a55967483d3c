package io.tocsin.simulator.sms;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.simulator.sms.Segment.Place;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentTest {
    private static final byte NO_HEADER = 0;
    private static final byte HEADER = 0x40;
    private static final byte GSM = 0;
    private static final byte UCS_2 = 8;

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes.replace(" ", ""));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = ';', textBlock = """
            1B65 1B3C 1B3E 1B28 1B29 1B3D 1B14 1B40 1B2F ; "€[]{}~^|\\"
            46 697265 20 1B65 31                         ; "Fire €1"
            00 01 02 03 04 05 06 07 08 09                ; "@£$¥èéùìòÇ"
            0B 0C 0E 0F 10 11 12 13 14 15 16 17 18 19 1A ; "ØøÅåΔ_ΦΓΛΩΠΨΣΘΞ"
            1C 1D 1E 1F 24 40 5B 5C 5D 5E 5F 60          ; "ÆæßÉ¤¡ÄÖÑÜ§¿"
            7B 7C 7D 7E 7F                               ; "äöñüà"
            """)
    void shouldReadTheGsmAlphabetWithItsExtension(String septets, String text) {
        assertThat(Segment.of(NO_HEADER, GSM, hex(septets)).text()).isEqualTo(text);
    }

    @Test
    void shouldShowWhereSomebodyMadeAMistake() {
        assertThat(Segment.of(NO_HEADER, GSM, hex("41 1B")).text()).isEqualTo("A\uFFFD");
        assertThat(Segment.of(NO_HEADER, GSM, hex("1B41 42")).text()).isEqualTo("\uFFFDB");
        assertThat(Segment.of(NO_HEADER, GSM, hex("C3BC")).text()).isEqualTo("\uFFFD\uFFFD");
        assertThat(Segment.of(NO_HEADER, UCS_2, hex("0041 D83D")).text()).isEqualTo("A\uFFFD");
    }

    @Test
    void shouldReadOtherAlphabets() {
        assertThat(Segment.of(NO_HEADER, UCS_2, "حريق 🔥".getBytes(UTF_16BE)).text())
                .isEqualTo("حريق 🔥");
        assertThat(Segment.of(NO_HEADER, (byte) 3, "Grüße".getBytes(ISO_8859_1)).text())
                .isEqualTo("Grüße");
        assertThat(Segment.of(NO_HEADER, (byte) 4, hex("cafe")).text()).isEqualTo("cafe");
    }

    @ParameterizedTest
    @CsvSource({
        "05 00 03 2A 03 02 41, 42, 3, 2, A",
        "06 08 04 01 2A 03 02 41, 298, 3, 2, A",
        // Another element in front: a port.
        "09 04 02 0B0A 00 03 2A 03 02 41, 42, 3, 2, A"
    })
    void shouldFindThePlaceOfAPart(String bytes, int reference, int parts, int number, String text) {
        Segment segment = Segment.of(HEADER, GSM, hex(bytes));

        assertThat(segment.place()).isEqualTo(new Place(reference, parts, number));
        assertThat(segment.text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"05 00 03 2A 03 00 41", "05 00 03 2A 03 04 41", "05 00 05 2A 03 01 41", "02 00 00 41", "05 05 04 41"})
    void shouldBelieveNoHeaderThatMakesNoSense(String bytes) {
        assertThat(Segment.of(HEADER, GSM, hex(bytes)).place()).isNull();
    }

    @Property(tries = 1_000)
    void shouldTakeApartWhateverComes(@ForAll byte esmClass, @ForAll byte dataCoding, @ForAll byte[] message) {
        assertThat(Segment.of(esmClass, dataCoding, message).text()).isNotNull();
    }
}
