package io.tocsin.toll.topology;

import static io.tocsin.toll.topology.Payments.aPayment;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.calls.Books;
import io.tocsin.calls.DeadLetterHeaders;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.CardNumbers;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.Damage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * Whatever is written straight into {@code pending-payments}: it is read as the very payment that it says, or put aside as one
 * dead letter, and the next good payment is settled. No card number gets any further.
 */
class DamagedPaymentsTest {
    /** Reads more than ours does: what ours reads must stand in the JSON as this one sees it. */
    private static final ObjectMapper PLAIN = new ObjectMapper();

    private final PaymentForm form = new PaymentForm();
    private final TollOnTestDriver toll = new TollOnTestDriver();

    @AfterProperty
    void close() {
        toll.close();
    }

    // ---- Reading

    @Property
    void shouldReadAnyPaymentThatItWrote(@ForAll("payments") PendingPayment payment) {
        assertThat(form.read(form.write(payment))).isEqualTo(payment);
    }

    @Property(tries = 20_000)
    void shouldReadWhatStandsThereOrRefuseIt(@ForAll("damaged") byte[] damaged) throws IOException {
        PendingPayment payment;
        try {
            payment = form.read(damaged);
        } catch (InvalidFieldException refused) {
            assertThat(refused.field()).isNotBlank();
            assertThat(refused.problem()).isNotBlank();
            return;
        }
        JsonNode json = PLAIN.readTree(damaged);
        assertThat(json.path("paymentId").textValue())
                .isEqualToIgnoringCase(payment.paymentId().text());
        assertThat(json.path("vehicle").textValue()).isEqualTo(payment.vehicle().text());
        assertThat(json.path("amount").path("minorUnits").isIntegralNumber()).isTrue();
        assertThat(json.path("amount").path("minorUnits").bigIntegerValue())
                .isEqualTo(payment.amount().minorUnits())
                .isPositive();
        assertThat(json.path("amount").path("currency").textValue())
                .isEqualTo(payment.amount().currency().getCurrencyCode());
        assertThat(json.path("card").path("token").textValue())
                .isEqualTo(payment.card().token());
        assertThat(json.path("card").path("lastFour").textValue())
                .isEqualTo(payment.card().lastFour());
        assertThat(time(json.path("notBefore"))).isEqualTo(payment.notBefore());
        assertThat(json.path("retries").asInt(0)).isEqualTo(payment.retries()).isNotNegative();
        assertThat(form.read(form.write(payment))).isEqualTo(payment);
    }

    private static @Nullable Instant time(JsonNode json) {
        return json.isTextual() ? Instant.parse(json.textValue()) : null;
    }

    // ---- Through the topology

    @Property(tries = 300)
    void shouldPutAsideOrHandleWhateverComesAndSettleTheNext(
            @ForAll("damaged") byte[] damaged, @ForAll("keys") Optional<String> keyText) {
        byte[] key = keyText.map(text -> text.getBytes(UTF_8)).orElse(null);
        Books before = toll.books();

        toll.send(key, damaged, new RecordHeaders().add("sender", new byte[] {(byte) 0xff, 0}));

        Books after = toll.books();
        assertThat(after.received() + after.duplicates()).isEqualTo(before.received() + before.duplicates() + 1);
        assertThat(after.even()).isTrue();
        List<TestRecord<byte[], byte[]>> dead = toll.in(Topics.PENDING_PAYMENTS_DEAD_LETTER);
        assertThat(dead).hasSize((int) (after.deadLettered() - before.deadLettered()));
        if (!isReadable(key, damaged)) {
            assertThat(dead).hasSize(1);
        }
        for (TestRecord<byte[], byte[]> letter : dead) {
            assertThat(letter.key()).isEqualTo(key);
            assertThat(letter.value()).isEqualTo(damaged);
            assertThat(letter.headers().lastHeader("sender").value()).isEqualTo(new byte[] {(byte) 0xff, 0});
            assertThat(text(letter, DeadLetterHeaders.MESSAGE)).isNotBlank();
        }
        assertNextIsSettled();
    }

    private boolean isReadable(byte @Nullable [] key, byte[] value) {
        try {
            return Arrays.equals(key, form.read(value).vehicle().text().getBytes(UTF_8));
        } catch (InvalidFieldException refused) {
            return false;
        }
    }

    private void assertNextIsSettled() {
        PendingPayment next = aPayment();
        toll.send(next.vehicle().text().getBytes(UTF_8), Json.write(next), new RecordHeaders());
        assertThat(toll.in(Topics.SETTLED_PAYMENTS))
                .extracting(settled ->
                        Json.read(settled.value(), PaymentOutcome.class).paymentId())
                .contains(next.paymentId());
    }

    // ---- Card numbers

    @Property
    void shouldLetACardNumberIntoNoTopic(@ForAll("cardNumbers") String number, @ForAll("places") Place place) {
        PendingPayment payment = aPayment();
        byte[] vehicle = payment.vehicle().text().getBytes(UTF_8);
        byte[] digits = number.getBytes(UTF_8);
        Headers headers = new RecordHeaders();
        if (place == Place.HEADER) {
            headers.add("note", digits).add(number, new byte[0]).add("traceparent", digits);
        }

        toll.send(place == Place.KEY ? digits : vehicle, place.in(payment, number), headers);

        assertThat(everythingWritten())
                .allSatisfy(bytes -> assertThat(new String(bytes, ISO_8859_1)).doesNotContain(number));
        assertNextIsSettled();
    }

    /** Damage can make something else of a card number, so here it is only asked for what still looks like one. */
    @Property(tries = 300)
    void shouldLetNothingThatLooksLikeACardNumberIntoATopic(
            @ForAll("cardNumbers") String number, @ForAll("placesInTheValue") Place place, @ForAll Random random) {
        PendingPayment payment = aPayment();

        toll.send(
                payment.vehicle().text().getBytes(UTF_8),
                Damage.of(place.in(payment, number), random),
                new RecordHeaders());

        assertThat(everythingWritten()).noneMatch(CardNumbers::foundIn);
        assertNextIsSettled();
    }

    /** Keys, values and headers of everything written to any topic. */
    private List<byte[]> everythingWritten() {
        var written = new ArrayList<byte[]>();
        for (TestRecord<byte[], byte[]> record : toll.everythingWritten()) {
            written.add(record.key());
            written.add(record.value());
            record.headers().forEach(header -> {
                written.add(header.key().getBytes(UTF_8));
                written.add(header.value());
            });
        }
        written.removeIf(Objects::isNull);
        return written;
    }

    @Property
    void shouldMaskTheNumberInTheDeadLetterAndChangeNothingElse(
            @ForAll("cardNumbers") String number, @ForAll("placesInTheValue") Place place) {
        PendingPayment payment = aPayment();
        byte[] key = payment.vehicle().text().getBytes(UTF_8);
        byte[] value =
                place.json(new String(Json.write(payment), UTF_8), number).getBytes(UTF_8);

        toll.send(key, value, new RecordHeaders());

        assertThat(toll.in(Topics.PENDING_PAYMENTS_DEAD_LETTER)).singleElement().satisfies(dead -> {
            assertThat(dead.key()).isEqualTo(key);
            assertThat(dead.value())
                    .isEqualTo(CardNumbers.masked(value))
                    .isNotEqualTo(value)
                    .hasSameSizeAs(value);
            assertThat(text(dead, CardNumberMasking.HEADER)).isEqualTo("value");
        });
        assertThat(toll.bank().charges()).isEmpty();
    }

    private static String text(TestRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), UTF_8);
    }

    /** Where somebody may put a card number. */
    enum Place {
        TOKEN("\"tok_visa_1\""),
        VEHICLE("\"NY ABC-1234\""),
        BRAND("\"visa\""),
        LAST_FOUR("\"4242\""),
        CURRENCY("\"EUR\""),
        TIME("\"2025-01-06T08:29:00Z\""),
        UNKNOWN_PROPERTY("\"retries\":0"),
        UNKNOWN_PROPERTY_IN_A_LIST("\"retries\":0"),
        UNKNOWN_PROPERTY_ESCAPED("\"retries\":0"),
        NAME_OF_A_PROPERTY("\"retries\":0"),
        AFTER_THE_END("\"retries\":0"),
        NUMBER("1275"),
        KEY(""),
        HEADER("");

        private final String replaced;

        Place(String replaced) {
            this.replaced = replaced;
        }

        byte[] in(PendingPayment payment, String number) {
            return json(new String(Json.write(payment), UTF_8), number).getBytes(UTF_8);
        }

        private String json(String good, String number) {
            assertThat(good).contains(replaced);
            return switch (this) {
                case UNKNOWN_PROPERTY -> good.replace(replaced, "\"note\":\"card " + number + "\"");
                case UNKNOWN_PROPERTY_IN_A_LIST -> good.replace(replaced, "\"notes\":[1,{\"a\":\"" + number + "\"}]");
                case UNKNOWN_PROPERTY_ESCAPED -> good.replace(replaced, "\"note\":\"" + escaped(number) + "\"");
                case NAME_OF_A_PROPERTY -> good.replace(replaced, "\"" + number + "\":1");
                case AFTER_THE_END -> good + number;
                case NUMBER -> good.replace(replaced, number.replaceAll("\\D", ""));
                case KEY, HEADER -> good;
                case TOKEN, VEHICLE, BRAND, LAST_FOUR, CURRENCY, TIME -> good.replace(replaced, "\"" + number + "\"");
            };
        }

        private static String escaped(String number) {
            return "\\u003" + number.charAt(0) + number.substring(1);
        }
    }

    @Provide
    Arbitrary<Place> places() {
        return Arbitraries.of(Place.class);
    }

    @Provide
    Arbitrary<Place> placesInTheValue() {
        return Arbitraries.of(Place.class).filter(place -> place != Place.KEY && place != Place.HEADER);
    }

    /** The numbers that the schemes themselves give for tests, as people write them. */
    @Provide
    Arbitrary<String> cardNumbers() {
        return Arbitraries.of(
                "4111111111111111",
                "4111 1111 1111 1111",
                "4222222222222",
                "4000000000000000006",
                "5555-5555-5555-4444",
                "5500000000000004",
                "2223003122003222",
                "3782 822463 10005",
                "378282246310005",
                "6011111111111117",
                "30569309025904",
                "3530111333300000",
                "6759649826438453");
    }

    @Provide
    Arbitrary<PendingPayment> payments() {
        Arbitrary<String> vehicles = Arbitraries.strings()
                .withCharRange('A', 'Z')
                .withCharRange('0', '9')
                .withChars("äΩ٣車-")
                .ofMinLength(1)
                .ofMaxLength(32)
                .filter(text -> !text.startsWith("-") && !text.endsWith("-") && !CardNumbers.foundIn(text));
        Arbitrary<Money> amounts = Combinators.combine(
                        Arbitraries.longs().between(1, PendingPayment.LARGEST_AMOUNT),
                        Arbitraries.of("EUR", "USD", "JPY", "KWD"))
                .as(Money::of);
        Arbitrary<Card> cards = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("_-.:")
                .ofMinLength(4)
                .ofMaxLength(128)
                .filter(token -> !CardNumbers.foundIn(token))
                .map(Card::ofToken);
        Arbitrary<Optional<Instant>> times = Arbitraries.longs()
                .between(0, 32_000_000_000L)
                .map(Instant::ofEpochSecond)
                .optional();
        Arbitrary<Integer> counts = Arbitraries.integers().between(0, PendingPayment.MOST_RETRIES);
        return Combinators.combine(vehicles, amounts, cards, times, counts, times, counts)
                .as((vehicle, amount, card, passedAt, retries, notBefore, redrives) -> new PendingPayment(
                        PaymentId.of(UUID.randomUUID().toString()),
                        VehicleId.of(vehicle),
                        amount,
                        card,
                        passedAt.orElse(null),
                        retries,
                        notBefore.orElse(null),
                        redrives));
    }

    @Provide
    Arbitrary<byte[]> damaged() {
        return Arbitraries.randomValue(random -> {
            PendingPayment payment =
                    form.retried(aPayment(), random.nextInt(3), random.nextInt(3) == 0 ? Payments.PASSED_AT : null);
            return Damage.of(Json.write(payment), random);
        });
    }

    @Provide
    Arbitrary<Optional<String>> keys() {
        return Arbitraries.frequency(
                        Tuple.of(10, "NY ABC-1234"), Tuple.of(1, "NY ABC-9999"), Tuple.of(1, ""), Tuple.of(1, "\u0000"))
                .optional(0.9);
    }
}
