package io.tocsin.toll.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.Damage;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentRequestTest {
    private static final PaymentId ID = PaymentId.of(UUID.randomUUID().toString());
    private static final String GOOD = """
            {"vehicle":"NY ABC-1234","amount":{"minorUnits":1275,"currency":"EUR"},
             "card":{"token":"tok_visa_1","brand":"visa","lastFour":"4242"},"passedAt":"2025-01-06T08:30:00Z"}""";

    private static PendingPayment read(String body) {
        return PaymentRequest.read(body.getBytes(UTF_8)).toPayment(ID);
    }

    private static InvalidFieldException refusal(String body) {
        InvalidFieldException refusal = catchThrowableOfType(InvalidFieldException.class, () -> read(body));
        assertThat(refusal).as(body).isNotNull();
        return refusal;
    }

    @Test
    void shouldReadAPaymentAndIgnoreWhatItDoesNotKnow() {
        PendingPayment payment = read(GOOD);

        assertThat(payment.paymentId()).isEqualTo(ID);
        assertThat(payment.vehicle().text()).isEqualTo("NY ABC-1234");
        assertThat(payment.amount().minorUnits()).isEqualTo(1275);
        assertThat(payment.card().token()).isEqualTo("tok_visa_1");
        assertThat(payment.retries()).isZero();
        assertThat(read(GOOD.replace("{\"vehicle\"", "{\"lane\":{\"number\":[17]},\"vehicle\"")))
                .isEqualTo(payment);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            "retries":-1                                         | retries
            "retries":1000000000                                 | retries
            "retries":null                                       | retries
            "redrives":1                                         | redrives
            "notBefore":"9999-12-31T00:00:00Z"                   | notBefore
            "paymentId":"0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b"   | paymentId
            """)
    void shouldRefuseWhatIsNoBusinessOfCallers(String property, String field) {
        assertThat(refusal(GOOD.replaceFirst("\\{", "{" + property + ",")).field())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            "note":"my card is 4111 1111 1111 1111"      | note
            "note":"\\u0034111111111111111"              | note
            "notes":[{},{"a":4111111111111111}]          | notes[1].a
            "extra":{"4111-1111-1111-1111":true}         | extra
            "4111111111111111":1                         | (the whole value)
            """)
    void shouldNameThePlaceOfACardNumberThatNobodyWouldRead(String property, String field) {
        InvalidFieldException refusal = refusal(GOOD.replaceFirst("\\{", "{" + property.replace("\\", "\\\\") + ","));

        assertThat(refusal.field()).isEqualTo(field);
        assertThat(refusal).hasMessageContaining("card number").hasMessageNotContaining("1111");
    }

    @Property(tries = 10_000)
    void shouldReadADamagedBodyAsAPaymentOrRefuseIt(@ForAll("damaged") byte[] body) {
        try {
            PendingPayment payment = PaymentRequest.read(body).toPayment(ID);
            assertThat(payment.amount().minorUnits()).isPositive();
        } catch (InvalidFieldException refused) {
            assertThat(refused.field()).isNotBlank();
            assertThat(refused.problem()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Arbitraries.randomValue(random -> Damage.of(GOOD.getBytes(UTF_8), random));
    }
}
