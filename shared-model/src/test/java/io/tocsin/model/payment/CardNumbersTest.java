package io.tocsin.model.payment;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CardNumbersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "tok_4111111111111111",
                "4111 1111 1111 1111",
                "5500-0000-0000-0004",
                "x378282246310005y"
            })
    void shouldFindTheSchemesOwnTestNumbers(String text) {
        assertThat(CardNumbers.foundIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111111111111112", "tok_01234", "NY-ABC 1234", "411111111111", "", "tok_8f3a9c1e5b7d2f60"})
    void shouldLetTokensAndPlatesPass(String text) {
        assertThat(CardNumbers.foundIn(text)).isFalse();
    }

    @Property
    void shouldFindAnyNumberWithItsCheckDigitWhateverStandsAround(
            @ForAll("cardNumbers") String number, @ForAll("noDigits") String before, @ForAll("noDigits") String after) {
        assertThat(CardNumbers.foundIn(before + number + after)).isTrue();
    }

    @Provide
    Arbitrary<String> cardNumbers() {
        return Arbitraries.strings().numeric().ofMinLength(12).ofMaxLength(18).map(CardNumbersTest::withCheckDigit);
    }

    @Provide
    Arbitrary<String> noDigits() {
        return Arbitraries.strings().alpha().ofMaxLength(6);
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
}
