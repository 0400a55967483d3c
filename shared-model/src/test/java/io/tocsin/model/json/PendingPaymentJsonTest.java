package io.tocsin.model.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.payment.VehicleId;
import java.nio.charset.Charset;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PendingPaymentJsonTest {
    private static final String GOOD = """
            {"paymentId":"0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b","vehicle":"NY ABC-1234",
             "amount":{"minorUnits":1275,"currency":"EUR"},
             "card":{"token":"tok_visa_1","brand":"visa","lastFour":"4242"},
             "passedAt":"2025-01-06T08:30:00Z","retries":2,"notBefore":"2025-01-06T08:31:00.5Z"}""";

    private static PendingPayment read(String json) {
        return Json.read(json.getBytes(UTF_8), PendingPayment.class);
    }

    @Test
    void shouldReadEveryProperty() {
        assertThat(read(GOOD))
                .isEqualTo(new PendingPayment(
                        PaymentId.of("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b"),
                        VehicleId.of("NY ABC-1234"),
                        Money.of(1275, "EUR"),
                        new Card("tok_visa_1", "visa", "4242"),
                        Instant.parse("2025-01-06T08:30:00Z"),
                        2,
                        Instant.parse("2025-01-06T08:31:00.5Z"),
                        0));
    }

    @Test
    void shouldComeBackFromItsOwnJson() {
        PendingPayment payment = read(GOOD).redriven();

        assertThat(Json.read(Json.write(payment), PendingPayment.class)).isEqualTo(payment);
    }

    @Test
    void shouldIgnoreWhatItDoesNotKnow() {
        assertThat(read(GOOD.replace("\"retries\"", "\"lane\":{\"a\":[1]},\"retries\"")))
                .isEqualTo(read(GOOD));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            1275                                  | 12.75                 | amount.minorUnits
            1275                                  | "1275"                | amount.minorUnits
            1275                                  | 1275.0                | amount.minorUnits
            1275                                  | 0                     | amount.minorUnits
            1275                                  | -1                    | amount.minorUnits
            1275                                  | 10000001              | amount.minorUnits
            1275                                  | 99999999999999999999  | amount.minorUnits
            1275                                  | null                  | amount.minorUnits
            1275                                  | true                  | amount.minorUnits
            "EUR"                                 | "XXX"                 | amount.currency
            "EUR"                                 | 978                   | amount.currency
            "retries":2                           | "retries":-1          | retries
            "retries":2                           | "retries":1000000000  | retries
            "retries":2                           | "retries":2,"retries":3 | (the whole value)
            "0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b"| "1"                   | paymentId
            "0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b"| 1                     | paymentId
            "0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b"| null                  | paymentId
            "NY ABC-1234"                         | ""                    | vehicle
            "tok_visa_1"                          | "tok_4111111111111111"| card.token
            "4242"                                | "42424"               | card.lastFour
            "visa"                                | "visa 4111 1111 1111 1111" | card.brand
            "NY ABC-1234"                         | "4111-1111-1111-1111" | vehicle
            "2025-01-06T08:30:00Z"                | 1736152200            | passedAt
            "2025-01-06T08:31:00.5Z"              | "9999-12-31T00:00:00Z"| notBefore
            "2025-01-06T08:31:00.5Z"              | "soon"                | notBefore
            """)
    void shouldNameTheFieldAtFaultAndNeverRepeatIt(String good, String bad, String field) {
        InvalidFieldException refusal =
                catchThrowableOfType(InvalidFieldException.class, () -> read(GOOD.replace(good, bad)));

        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal).hasMessageNotContaining("4111").hasMessageNotContaining("soon");
    }

    @ParameterizedTest
    @CsvSource({"paymentId", "vehicle", "amount", "card"})
    void shouldSayWhatIsMissing(String field) {
        assertThatThrownBy(() -> read(GOOD.replace('"' + field + '"', "\"other\"")))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage(field + ": is missing");
    }

    @Property
    void shouldRefuseEveryTruncation(@ForAll @net.jqwik.api.constraints.IntRange(max = 250) int length) {
        assertThatThrownBy(() -> read(GOOD.substring(0, length))).isInstanceOf(InvalidFieldException.class);
    }

    @Property
    void shouldRefuseOrReadButNeverThrowAnythingElse(@ForAll byte[] bytes) {
        assertThatThrownBy(() -> Json.read(bytes, PendingPayment.class)).isInstanceOf(InvalidFieldException.class);
    }

    @Test
    void shouldRefuseBytesThatAreNotUtf8() {
        byte[] latin1 = GOOD.replace("NY ABC", "NY \u00c4BC").getBytes(ISO_8859_1);

        assertThatThrownBy(() -> Json.read(latin1, PendingPayment.class)).isInstanceOf(InvalidFieldException.class);
    }

    /** Jackson reads all of these unless it is told not to. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void shouldRefuseOtherEncodingsOfUnicode(String encoding) {
        assertThatThrownBy(() -> Json.read(GOOD.getBytes(Charset.forName(encoding)), PendingPayment.class))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void shouldTellOutcomesApartByTheirType() {
        var settled = new SettledPayment(
                PaymentId.of("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b"),
                VehicleId.of("NY ABC-1234"),
                Money.of(1275, "EUR"),
                Card.ofToken("tok_visa_1"),
                null,
                "ch_1",
                Instant.parse("2025-01-06T08:30:00Z"),
                1);

        assertThat(new String(Json.write(settled), UTF_8)).startsWith("{\"type\":\"settled\",");
        assertThat(Json.read(Json.write(settled), PaymentOutcome.class)).isEqualTo(settled);
        assertThat(Json.read(Json.write(settled), SettledPayment.class)).isEqualTo(settled);
    }
}
