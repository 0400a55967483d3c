package io.tocsin.system;

import static io.tocsin.system.PaymentBuilder.aPayment;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.bank.ChargeStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever can write to Kafka can ask for a payment, or try to. */
class PaymentStraightIntoKafkaIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem();

    @Test
    void shouldSettleAPaymentOfAnyProducer() {
        PendingPayment payment = aPayment().over(425).build();
        SYSTEM.send(List.of(payment));

        try (TopicReader reader = SYSTEM.outcomes()) {
            assertThat(reader.awaitOneOutcomeEach(List.of(payment), SOON))
                    .singleElement()
                    .isInstanceOfSatisfying(SettledPayment.class, settled -> {
                        assertThat(settled.amount()).isEqualTo(payment.amount());
                        assertThat(settled.bankReference())
                                .isEqualTo(SYSTEM.bank()
                                        .ledger()
                                        .chargesOf(payment.paymentId())
                                        .getFirst()
                                        .chargeId());
                    });
        }
    }

    @Test
    @Breakage.Row(Breakage.BANK_SAYS_NO)
    void shouldFailADeclinedPaymentAndNotTryItAgain() {
        PendingPayment payment =
                aPayment().paidWith("tok_declined_insufficient-funds").build();
        SYSTEM.send(List.of(payment));

        try (TopicReader reader = SYSTEM.outcomes()) {
            assertThat(reader.awaitOneOutcomeEach(List.of(payment), SOON))
                    .singleElement()
                    .isInstanceOfSatisfying(FailedPayment.class, failed -> {
                        assertThat(failed.reason()).isEqualTo(FailureReason.DECLINED);
                        assertThat(failed.detail()).contains("insufficient-funds");
                        assertThat(failed.attempts()).isOne();
                    });
        }
        SYSTEM.verify(List.of(payment));
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.paymentId()))
                .singleElement()
                .satisfies(charge -> assertThat(charge.status()).isEqualTo(ChargeStatus.DECLINED));
    }

    @Test
    @Breakage.Row(Breakage.SENT_AGAIN)
    void shouldGiveOneOutcomeWhenTheSamePaymentIsSentThreeTimes() {
        PendingPayment payment = aPayment().of("NY-TWICE").build();
        PendingPayment next = aPayment().of("NY-TWICE").build();
        SYSTEM.send(List.of(payment, payment, payment, next));

        try (TopicReader reader = SYSTEM.outcomes()) {
            // The second payment of the vehicle comes after the duplicates: they have been handled when it is settled.
            reader.awaitOneOutcomeEach(List.of(payment, next), SOON);
        }
        SYSTEM.verify(List.of(payment, next));
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.paymentId())).hasSize(1);
    }

    /** A record that is no payment. */
    record NoPayment(String what, byte @Nullable [] key, byte @Nullable [] value) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<NoPayment> noPayments() {
        byte[] vehicle = "NY ABC-1234".getBytes(UTF_8);
        byte[] good = Json.write(aPayment().build());
        return Stream.of(
                new NoPayment("nonsense", vehicle, new byte[] {0, (byte) 0xff, 7}),
                new NoPayment("null value", vehicle, null),
                new NoPayment("null key", null, good),
                new NoPayment("wrong key", "NY XYZ-9999".getBytes(UTF_8), good),
                new NoPayment("larger than any payment", vehicle, new byte[100_000]));
    }

    @ParameterizedTest
    @MethodSource("noPayments")
    @Breakage.Row(Breakage.NOT_A_PAYMENT)
    void shouldPutAsideUntouchedWhatIsNoPayment(NoPayment noPayment) {
        String mark = "mark of " + noPayment.what();
        SYSTEM.send(new ProducerRecord<>(
                Topics.PENDING_PAYMENTS.name(),
                null,
                noPayment.key(),
                noPayment.value(),
                List.of(new RecordHeader("sender", mark.getBytes(UTF_8)))));

        try (TopicReader reader = SYSTEM.read(Topics.PENDING_PAYMENTS_DEAD_LETTER)) {
            await().atMost(SOON).until(() -> marked(reader, mark).size() == 1);
            ConsumerRecord<byte[], byte[]> dead = marked(reader, mark).getFirst();
            assertThat(dead.key()).isEqualTo(noPayment.key());
            assertThat(dead.value()).isEqualTo(noPayment.value());
            assertThat(header(dead, "__streams.errors.message")).isNotBlank();
            assertThat(header(dead, "__streams.errors.topic")).isEqualTo("pending-payments");
            assertThat(header(dead, "__streams.errors.partition")).containsOnlyDigits();
            assertThat(header(dead, "__streams.errors.offset")).containsOnlyDigits();
            assertThat(header(dead, "attempts")).isEqualTo("0");
            assertThat(header(dead, "first-seen")).endsWith("Z");
        }
        PendingPayment next = aPayment().build();
        SYSTEM.send(List.of(next));
        SYSTEM.verify(List.of(next));
    }

    private static List<ConsumerRecord<byte[], byte[]>> marked(TopicReader reader, String mark) {
        var marked = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (ConsumerRecord<byte[], byte[]> record : reader.toTheEnd()) {
            if (Objects.equals(header(record, "sender"), mark)) {
                marked.add(record);
            }
        }
        return marked;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Arrays.stream(record.headers().toArray())
                .filter(header -> header.key().equals(name))
                .map(header -> new String(header.value(), UTF_8))
                .findFirst()
                .orElse("");
    }

    @AfterAll
    static void shouldHaveEvenBooks() {
        await().atMost(SOON).untilAsserted(() -> {
            JsonNode balance = SYSTEM.service().http().balance();
            assertThat(balance.path("even").asBoolean()).as(balance.toString()).isTrue();
            assertThat(balance.path("inFlight").asInt()).as(balance.toString()).isZero();
        });
    }
}
