package io.tocsin.model.payment;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.InvalidFieldException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {
    private static final String PLAIN = "%1$c";
    private static final String ESCAPED = "\\u%2$04x";
    private static final Pattern ROW = Pattern.compile("\\d+(?:[ -]\\d+)*");

    private static String masked(String text) {
        String masked = new String(CardNumbers.masked(text.getBytes(UTF_8)), UTF_8);
        assertThat(CardNumbers.masked(text)).isEqualTo(masked);
        return masked;
    }

    @ParameterizedTest
    @CsvSource({
        "Visa, 4111111111111111",
        "Visa of 13 digits, 4222222222222",
        "Visa of 19 digits, 4000000000000000006",
        "Mastercard, 5555555555554444",
        "Mastercard's second range, 2223003122003222",
        "American Express, 378282246310005",
        "Discover, 6011111111111117",
        "Diners Club, 30569309025904",
        "Diners Club, 36227206271667",
        "JCB, 3530111333300000",
        "Maestro, 6759649826438453",
        "UnionPay, 6200000000000005",
        "UnionPay of 19 digits, 6205500000000000004",
        "Mir, 2200000000000053",
        "RuPay, 8171999927660000"
    })
    void shouldFindTheSchemesOwnTestNumbers(String scheme, String number) {
        assertThat(CardNumbers.foundIn(number)).as(scheme).isTrue();
        assertThat(masked(number)).isEqualTo("*".repeat(number.length() - 4) + number.substring(number.length() - 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4111 1111 1111 1111            | **** **** **** 1111
            5500-0000-0000-0004            | ****-****-****-0004
            3782 822463 10005              | **** ****** *0005
            tok_4111111111111111           | tok_************1111
            x378282246310005y              | x***********0005y
            4111111111111111 12/27         | ************1111 12/27
            no. 17 4111 1111 1111 1111 123 | no. 17 **** **** **** 1111 123
            4111111111111111.00            | ************1111.00
            *4111111111111111*             | *************1111*
            4111111111111111,5500000000000004 | ************1111,************0004
            """)
    void shouldKeepAllButTheNumberAndItsLastFour(String text, String expected) {
        assertThat(CardNumbers.foundIn(text)).isTrue();
        assertThat(masked(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111112",
                "tok_01234",
                "NY-ABC 1234",
                "411111111111",
                "",
                "tok_8f3a9c1e5b7d2f60",
                "4111  1111  1111  1111",
                "41111111111111110000",
                "1234567812345670",
                "+4222222222222",
                "0.4111111111111111",
                "41111111-1111-1111-8aaa-aaaaaaaaaaaa",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-4111111111111111-01"
            })
    void shouldLetPassWhatIsNoCardNumber(String text) {
        assertThat(CardNumbers.foundIn(text)).isFalse();
        assertThat(masked(text)).isEqualTo(text);
    }

    @Test
    void shouldSeeThroughJsonEscapesAndOtherScripts() {
        assertThat(CardNumbers.foundIn("\\u0034111111111111111")).isTrue();
        assertThat(masked("\\u0034111111111111111")).isEqualTo("*****************1111");
        assertThat(CardNumbers.foundIn("٤١١١١١١١١١١١١١١١")).isTrue();
        assertThat(CardNumbers.foundIn("4111\u00a01111\u20111111\u20131111")).isTrue();
    }

    @Test
    void shouldNameThePlaceInAJsonDocumentAndNotTheNumber() {
        assertThatThrownBy(() -> CardNumbers.refuseIn(
                        "{\"lanes\":[{},{\"note\":\"card 4111 1111 1111 1111\"}]}".getBytes(UTF_8)))
                .isInstanceOfSatisfying(InvalidFieldException.class, refusal -> assertThat(refusal.field())
                        .isEqualTo("lanes[1].note"))
                .hasMessageNotContaining("1111");
        assertThatThrownBy(() -> CardNumbers.refuseIn("{\"a\":{\"4111111111111111\":1}}".getBytes(UTF_8)))
                .isInstanceOfSatisfying(InvalidFieldException.class, refusal -> assertThat(refusal.field())
                        .isEqualTo("a"))
                .hasMessageNotContaining("1111");
    }

    // ---- Whatever is a card number is found and masked, however it is written

    @Property
    void shouldMaskAnyCardNumberHoweverItIsWritten(
            @ForAll("written") Written number, @ForAll("noDigits") String before, @ForAll("noDigits") String after) {
        byte[] bytes = number.in(before, after);

        byte[] masked = CardNumbers.masked(bytes);

        assertThat(CardNumbers.foundIn(bytes)).isTrue();
        assertThat(masked).hasSameSizeAs(bytes);
        assertThat(CardNumbers.foundIn(masked)).isFalse();
        assertThat(new String(masked, number.charset()))
                .startsWith(before)
                .endsWith(after)
                .doesNotContain(number.text());
    }

    /** A card number as somebody may write it. */
    record Written(String text, Charset charset) {
        byte[] in(String before, String after) {
            return (before + text + after).getBytes(charset);
        }
    }

    @Provide
    Arbitrary<Written> written() {
        return Arbitraries.oneOf(
                written(PLAIN, UTF_8, "", "", "", " ", "-", "\u00a0", "\u2011", "\u202f"),
                written(ESCAPED, UTF_8, "", " ", "-", "\\u00a0"),
                written(PLAIN, UTF_16LE, "", " ", "-"),
                written(PLAIN, UTF_16BE, "", " ", "-"));
    }

    /** Any card number with each digit in this format, and any of the separators between two digits. */
    private Arbitrary<Written> written(String digitFormat, Charset charset, String... separators) {
        return Combinators.combine(
                        cardNumbers(), Arbitraries.of(separators).list().ofSize(18))
                .as((number, between) -> {
                    var text = new StringBuilder();
                    for (int i = 0; i < number.length(); i++) {
                        text.append(digitFormat.formatted(number.charAt(i), (int) number.charAt(i)));
                        text.append(i + 1 < number.length() ? between.get(i) : "");
                    }
                    return new Written(text.toString(), charset);
                });
    }

    @Provide
    Arbitrary<String> cardNumbers() {
        return Arbitraries.of(CardIssuer.ALL).flatMap(CardNumbersTest::cardNumbersOf);
    }

    private static Arbitrary<String> cardNumbersOf(CardIssuer issuer) {
        Arbitrary<Integer> firstFour = Arbitraries.integers().between(issuer.lowest(), issuer.highest());
        Arbitrary<String> rest = Arbitraries.strings()
                .numeric()
                .ofMinLength(issuer.shortest() - 5)
                .ofMaxLength(issuer.longest() - 5);
        return Combinators.combine(firstFour, rest).as((first, more) -> withCheckDigit(first + more));
    }

    @Provide
    Arbitrary<String> noDigits() {
        return Arbitraries.strings().withChars("abXYZ_:,;{}[]\"/=\n").ofMaxLength(6);
    }

    private static String withCheckDigit(String digits) {
        for (char check = '0'; check <= '9'; check++) {
            if (luhn(digits + check) % 10 == 0) {
                return digits + check;
            }
        }
        throw new AssertionError("every number has a check digit");
    }

    /** ISO/IEC 7812-1, Annex B, from the left: written apart from the code it checks. */
    private static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 10);
            boolean doubled = (digits.length() - i) % 2 == 0;
            sum += doubled ? digit * 2 / 10 + digit * 2 % 10 : digit;
        }
        return sum;
    }

    // ---- Whatever is none stays as it is

    @Property
    void shouldLeaveIdsAlone(@ForAll long one, @ForAll long other, @ForAll @Size(32) byte[] digest) {
        String hexadecimal = HexFormat.of().formatHex(digest);
        assertUntouched(new UUID(one, other).toString());
        assertUntouched(digitsOnly(new UUID(one, other).toString()));
        assertUntouched(hexadecimal);
        assertUntouched("00-" + hexadecimal.substring(0, 32) + "-" + hexadecimal.substring(48) + "-01");
        assertUntouched(digitsOnly(hexadecimal));
    }

    /** As if chance had drawn no letters: the worst case for an id. */
    private static String digitsOnly(String hexadecimal) {
        return hexadecimal
                .chars()
                .mapToObj(c -> c > '9' ? String.valueOf((char) (c - 'a' + '4')) : String.valueOf((char) c))
                .collect(Collectors.joining());
    }

    @Property
    void shouldLeaveTimesOfOurEraAlone(
            @ForAll @LongRange(min = 1_000_000_000_000L, max = 1_999_999_999_999L) long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        assertUntouched(time.toString());
        assertUntouched(time.plusNanos(123_456).toString());
        assertUntouched("{\"millis\":" + millis + "}");
        assertUntouched("{\"micros\":" + millis + "123}");
        assertUntouched("{\"nanos\":" + millis + "123456}");
    }

    @Property
    void shouldLeaveDecimalsAlone(@ForAll @BigRange(min = "-180", max = "180") @Scale(18) BigDecimal coordinate) {
        assertUntouched("{\"longitude\":" + coordinate.toPlainString() + "}");
    }

    @Property
    void shouldLeaveNumbersOfOtherIssuersAlone(@ForAll("otherNumbers") String number) {
        assertUntouched(number);
    }

    @Provide
    Arbitrary<String> otherNumbers() {
        return Arbitraries.strings()
                .numeric()
                .ofMinLength(11)
                .ofMaxLength(17)
                .flatMap(rest -> Arbitraries.of("0", "1", "7", "23", "9").map(first -> withCheckDigit(first + rest)))
                .filter(number -> !number.startsWith("9792"))
                .filter(number -> !number.startsWith("23") || number.length() != 16);
    }

    private static void assertUntouched(String text) {
        assertThat(CardNumbers.foundIn(text)).as(text).isFalse();
        assertThat(masked(text)).isEqualTo(text);
    }

    // ---- Any mixture of digits

    @Property(tries = 5_000)
    void shouldMaskEveryCardNumberInAnyMixtureAndTouchNothingElse(@ForAll("mixtures") String mixture) {
        String masked = masked(mixture);

        assertThat(CardNumbers.foundIn(masked)).as("what is masked is masked").isFalse();
        assertThat(masked).hasSameSizeAs(mixture);
        for (int i = 0; i < mixture.length(); i++) {
            if (masked.charAt(i) != mixture.charAt(i)) {
                assertThat(masked.charAt(i)).isEqualTo('*');
                assertThat(mixture.charAt(i)).isBetween('0', '9');
            }
        }
        for (int[] place : cardNumbersIn(mixture)) {
            assertThat(masked.substring(place[0], place[1])
                            .chars()
                            .filter(Character::isDigit)
                            .count())
                    .as("digits left of %s in %s", mixture.substring(place[0], place[1]), masked)
                    .isLessThanOrEqualTo(4);
        }
        assertThat(CardNumbers.foundIn(mixture))
                .isEqualTo(!cardNumbersIn(mixture).isEmpty());
        assertThat(masked.equals(mixture)).isEqualTo(cardNumbersIn(mixture).isEmpty());
    }

    @Provide
    Arbitrary<String> mixtures() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(20);
        Arbitrary<String> between = Arbitraries.of(" ", "-", ",", "*", "x", "  ", "\"");
        return Combinators.combine(Arbitraries.oneOf(digits, cardNumbers()), between)
                .as(String::concat)
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    /** From begin to end, each row of whole groups that is a card number: slow, and written apart from the code. */
    private static List<int[]> cardNumbersIn(String text) {
        var found = new ArrayList<int[]>();
        Matcher rows = ROW.matcher(text);
        while (rows.find()) {
            List<int[]> groups = Pattern.compile("\\d+")
                    .matcher(rows.group())
                    .results()
                    .map(group -> new int[] {rows.start() + group.start(), rows.start() + group.end()})
                    .toList();
            for (int first = 0; first < groups.size(); first++) {
                for (int last = first; last < groups.size(); last++) {
                    int[] place = {groups.get(first)[0], groups.get(last)[1]};
                    if (isCardNumber(text.substring(place[0], place[1]).replaceAll("\\D", ""))) {
                        found.add(place);
                    }
                }
            }
        }
        return found;
    }

    private static boolean isCardNumber(String digits) {
        return digits.length() >= 13
                && digits.length() <= 19
                && luhn(digits) % 10 == 0
                && CardIssuer.anyMayHaveIssued(Integer.parseInt(digits.substring(0, 4)), digits.length());
    }
}
