package io.tocsin.system;

import static io.tocsin.system.PaymentBuilder.aPayment;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.system.ServiceClient.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTTP interface as its callers see it. */
class PaymentOverHttpIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem();

    private static TollClient http() {
        return SYSTEM.service().http();
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }

    private static void awaitSettled(PaymentId id) {
        await().atMost(SOON).until(() -> http().stateOf(id).orElse("unknown").equals("settled"));
    }

    @Test
    void shouldAcceptAPaymentAndSettleIt() throws IOException {
        PendingPayment payment = aPayment().build();

        Answer accepted = http().post(payment);

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Location").orElse("")).endsWith("/payments/" + payment.paymentId());
        assertThat(accepted.json().path("state").asText()).isEqualTo("accepted");
        assertThat(accepted.json().path("paymentId").asText())
                .isEqualTo(payment.paymentId().text());
        assertThat(http().stateOf(payment.paymentId())).as("known at once").isPresent();
        awaitSettled(payment.paymentId());
        Answer settled = http().get("/payments/" + payment.paymentId());
        assertThat(settled.json().path("bankReference").asText()).startsWith("ch_");
        assertThat(settled.json().path("settledAt").asText()).endsWith("Z");
        assertThat(settled.json().path("amount").path("minorUnits").asLong()).isEqualTo(1275);
        assertThat(settled.json().has("reason")).isFalse();
    }

    @Test
    @Breakage.Row(Breakage.SENT_AGAIN)
    void shouldChargeOnceWhenTheCallerRepeats() throws IOException {
        PendingPayment payment = aPayment().build();
        for (int times = 0; times < 3; times++) {
            assertThat(http().post(payment).status()).isEqualTo(202);
        }
        awaitSettled(payment.paymentId());
        assertThat(http().post(payment).status()).isEqualTo(202);
        PendingPayment next = aPayment().build();
        http().post(next);
        awaitSettled(next.paymentId());

        SYSTEM.verify(List.of(payment, next));
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.paymentId())).hasSize(1);
    }

    @Test
    void shouldRefuseTheKeyOfAnotherPayment() throws IOException {
        PaymentBuilder payment = aPayment();
        http().post(payment.build());

        Answer refused = http().post(payment.over(1).build());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.isProblem()).isTrue();
        assertThat(refused.json().path("field").asText()).isEqualTo("Idempotency-Key");
    }

    @Test
    void shouldRefuseTheKeyOfAnotherPaymentThatCameStraightIntoKafka() throws IOException {
        PaymentBuilder payment = aPayment();
        SYSTEM.send(List.of(payment.build()));
        awaitSettled(payment.id());

        Answer refused = http().post(payment.over(1).build());

        assertThat(refused.status()).isEqualTo(422);
    }

    @Test
    void shouldAskForTheKeyWhenThereIsNone() throws IOException {
        Answer refused = http().send(http().request("/payments")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(TollClient.body(aPayment().build())))
                .build());

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.isProblem()).isTrue();
        assertThat(refused.json().path("field").asText()).isEqualTo("Idempotency-Key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "\"payment\"", "{\"vehicle\":\"A\",\"vehicle\":\"A\"}", "{} {}"})
    void shouldRefuseWhatIsNotJsonOfAPayment(String body) throws IOException {
        Answer refused = http().post(newId(), body.getBytes(UTF_8));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.isProblem()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\u0001', delimiter = '|', textBlock = """
            1275          | 12.75               | amount.minorUnits
            1275          | 0                   | amount.minorUnits
            1275          | "1275"              | amount.minorUnits
            "EUR"         | "XXX"               | amount.currency
            "NY ABC-1234" | ""                  | vehicle
            "vehicle"     | "car"               | vehicle
            "tok_visa_1"  | "4111111111111111"  | card.token
            "4242"        | "42"                | card.lastFour
            """)
    void shouldNameTheFieldAtFault(String good, String bad, String field) throws IOException {
        String body = new String(TollClient.body(aPayment().build()), UTF_8);
        assertThat(body).contains(good);

        Answer refused = http().post(newId(), body.replace(good, bad).getBytes(UTF_8));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.isProblem()).isTrue();
        assertThat(refused.json().path("field").asText()).isEqualTo(field);
    }

    @Test
    void shouldRefuseAKeyThatIsNoUuid() throws IOException {
        Answer refused = http().post("order-17", TollClient.body(aPayment().build()));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("field").asText()).isEqualTo("Idempotency-Key");
    }

    @Test
    void shouldRefuseABodyLargerThanAnyPayment() throws IOException {
        Answer refused = http().post(newId(), new byte[100_000]);

        assertThat(refused.status()).isEqualTo(413);
    }

    @Test
    void shouldTellAsAProblemThatABodyIsTooLarge() throws IOException {
        assertThat(http().post(newId(), new byte[100_000]).isProblem()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404",
        "DELETE, /payments, 405",
        "GET, /payments/0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b, 404",
        "GET, /payments/17, 422"
    })
    void shouldTellEveryErrorAsAProblem(String method, String path, int status) throws IOException {
        Answer refused = http().send(http().request(path)
                .method(method, BodyPublishers.noBody())
                .build());

        assertThat(refused.status()).isEqualTo(status);
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
        assertThat(refused.isProblem()).isTrue();
    }

    @Test
    void shouldRefuseAnotherMediaType() throws IOException {
        Answer refused = http().send(http().request("/payments")
                .header("Idempotency-Key", newId())
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("please"))
                .build());

        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.isProblem()).isTrue();
    }

    @Test
    void shouldLetACardNumberIntoNoTopicAndNoLog() throws IOException {
        String number = "5500000000000004";
        String body = new String(TollClient.body(aPayment().build()), UTF_8);
        for (String place : List.of("tok_visa_1", "NY ABC-1234", "visa")) {
            Answer refused = http().post(newId(), body.replace(place, number).getBytes(UTF_8));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).doesNotContain(number);
        }
        http().post(number, body.getBytes(UTF_8));
        http().get("/payments/" + number);

        assertThat(SYSTEM.service().log()).doesNotContain(number);
        try (TopicReader reader = SYSTEM.read(Topics.ALL.toArray(Topic[]::new))) {
            assertThat(reader.toTheEnd()).allSatisfy(record -> assertThat(
                            record.value() == null ? "" : new String(record.value(), ISO_8859_1))
                    .doesNotContain(number));
        }
    }

    @Test
    void shouldDescribeItself() throws IOException {
        Answer openApi = http().get("/openapi");

        assertThat(openApi.status()).isEqualTo(200);
        assertThat(openApi.text()).contains("/payments", "/payments/{id}", "/balance", "Idempotency-Key", "\"202\"");
    }

    @Test
    void shouldShowItsFiguresToPrometheus() throws IOException {
        assertThat(http().get("/q/metrics").text())
                .contains(
                        "tocsin_calls_received{",
                        "tocsin_calls_succeeded{",
                        "tocsin_calls_failed{",
                        "tocsin_calls_waiting{",
                        "tocsin_calls_oldest_seconds{",
                        "tocsin_calls_uneven{",
                        "tocsin_calls_circuit{");
    }
}
