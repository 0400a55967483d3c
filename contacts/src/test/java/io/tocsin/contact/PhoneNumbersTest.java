package io.tocsin.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.notification.PhoneNumber;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {
    private final PhoneNumbers german = new PhoneNumbers(Optional.of("DE"));
    private final PhoneNumbers anywhere = new PhoneNumbers(Optional.empty());

    @ParameterizedTest
    @CsvSource({
        "+49 1512 3456789, +4915123456789",
        "01512/3456789, +4915123456789",
        "0049-1512-3456789, +4915123456789",
        "+44 (0)7400 123456, +447400123456",
        "+1 201-555-0123, +12015550123",
        "+٤٩١٥١٢٣٤٥٦٧٨٩, +4915123456789"
    })
    void shouldReadNumbersAsPeopleWriteThem(String written, String number) {
        assertThat(german.read(written)).isEqualTo(new PhoneNumber(number));
    }

    @Test
    void shouldRefuseANumberWithoutItsCountryWhereNoneIsConfigured() {
        assertThatThrownBy(() -> anywhere.read("01512 3456789"))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage("phone: has no country code that exists; write it like +4915123456789");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fire",
                "0049",
                "+999 1234567",
                "110",
                "+49 1512 34567890123",
                "+49 30 901820",
                "0900 1234567"
            })
    void shouldRefuseWhatTakesNoSmsWithoutRepeatingIt(String written) {
        assertThatThrownBy(() -> german.read(written))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageStartingWith("phone: ")
                .hasMessageNotContaining(written.isEmpty() ? "nothing" : written);
    }

    @Test
    void shouldRefuseAnExtension() {
        assertThatThrownBy(() -> german.read("+49 1512 3456789 ext. 12"))
                .hasMessage("phone: has an extension, which takes no SMS");
    }

    @Test
    void shouldRefuseACountryThatDoesNotExist() {
        assertThatThrownBy(() -> new PhoneNumbers(Optional.of("Germany")))
                .hasMessage("there is no country \"Germany\": give two capital letters, like DE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4915123456789", "+049", "+49 1512 3456789", "+12345", "+1234567890123456", ""})
    void shouldHoldNothingButE164(String text) {
        assertThatThrownBy(() -> new PhoneNumber(text)).isInstanceOf(InvalidFieldException.class);
    }
}
