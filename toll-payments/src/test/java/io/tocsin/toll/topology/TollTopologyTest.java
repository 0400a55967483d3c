package io.tocsin.toll.topology;

import static io.tocsin.toll.topology.Payments.aPayment;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.calls.DeadLetterHeaders;
import io.tocsin.model.json.Json;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.payment.ChargeInquiry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where each payment goes, with its key and headers; and that stores and nodes keep their names. */
class TollTopologyTest {
    private static final Pattern LIST = Pattern.compile("(?<=stores: \\[|--> )[^\\]]+");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final List<Topic> OUTPUTS = List.of(
            Topics.PENDING_PAYMENTS,
            Topics.SETTLED_PAYMENTS,
            Topics.FAILED_PAYMENTS,
            Topics.PENDING_PAYMENTS_DEAD_LETTER);
    private static final byte[] VEHICLE = "NY ABC-1234".getBytes(UTF_8);

    private final TollOnTestDriver toll = new TollOnTestDriver();
    private final ScriptedBank bank = toll.bank();

    @AfterEach
    void close() {
        assertThat(toll.books().even()).as("the books are even").isTrue();
        toll.close();
    }

    private void send(PendingPayment payment) {
        send(payment.vehicle().text().getBytes(UTF_8), Json.write(payment));
    }

    private void send(byte @Nullable [] key, byte @Nullable [] value) {
        toll.send(key, value, new RecordHeaders().add("traceparent", TRACE.getBytes(UTF_8)));
    }

    /** Time for a waiting payment to become due; the driver itself hands it back to the topology. */
    private void comeBack() {
        toll.pass(Duration.ofSeconds(2));
    }

    private List<TestRecord<byte[], byte[]>> in(Topic topic) {
        return toll.in(topic);
    }

    private TestRecord<byte[], byte[]> onlyIn(Topic topic) {
        List<TestRecord<byte[], byte[]>> records = in(topic);
        assertThat(records).as(topic.name()).hasSize(1);
        for (Topic other : OUTPUTS) {
            assertThat(in(other)).as(other.name()).isEmpty();
        }
        return records.getFirst();
    }

    private static @Nullable String header(TestRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }

    private static void assertKeyAndTrace(TestRecord<byte[], byte[]> record) {
        assertThat(record.key()).isEqualTo(VEHICLE);
        assertThat(header(record, "traceparent")).isEqualTo(TRACE);
    }

    @Test
    void shouldSettleAPaymentThatTheBankApproves() {
        PendingPayment payment = aPayment();
        send(payment);

        TestRecord<byte[], byte[]> record = onlyIn(Topics.SETTLED_PAYMENTS);
        assertKeyAndTrace(record);
        SettledPayment settled = Json.read(record.value(), SettledPayment.class);
        assertThat(settled.paymentId()).isEqualTo(payment.paymentId());
        assertThat(settled.bankReference()).isEqualTo("ch_1");
        assertThat(settled.attempts()).isOne();
    }

    @Test
    void shouldAskTheBankForWhatThePaymentSays() {
        PendingPayment payment = aPayment();
        send(payment);

        assertThat(bank.charges()).singleElement().satisfies(charge -> {
            assertThat(charge.paymentId()).isEqualTo(payment.paymentId());
            assertThat(charge.amount()).isEqualTo(payment.amount());
            assertThat(charge.cardToken()).isEqualTo("tok_visa_1");
            assertThat(charge.trace()).containsEntry("traceparent", TRACE);
        });
    }

    @Test
    void shouldFailAPaymentThatTheBankDeclines() {
        bank.answering(new ChargeAnswer.Declined("insufficient-funds"));
        send(aPayment());

        TestRecord<byte[], byte[]> record = onlyIn(Topics.FAILED_PAYMENTS);
        assertKeyAndTrace(record);
        FailedPayment failed = Json.read(record.value(), FailedPayment.class);
        assertThat(failed.reason()).isEqualTo(FailureReason.DECLINED);
        assertThat(failed.detail()).contains("insufficient-funds");
    }

    @Test
    void shouldSendAPaymentBackToTheEndWhenTheBankIsBusy() {
        bank.answering(new ChargeAnswer.Busy(Duration.ofSeconds(5), "429"));
        send(aPayment());
        assertThat(in(Topics.PENDING_PAYMENTS)).as("before it is due").isEmpty();
        comeBack();

        TestRecord<byte[], byte[]> record = in(Topics.PENDING_PAYMENTS).getFirst();
        assertKeyAndTrace(record);
        assertThat(Json.read(record.value(), PendingPayment.class).retries())
                .as("an attempt that the bank put off is none")
                .isZero();
    }

    @Test
    void shouldAskBeforeItChargesAgainWhenTheAnswerWasUnclear() {
        bank.answering(new ChargeAnswer.Unclear("reset")).telling(new ChargeInquiry.Charged("ch_9"));
        send(aPayment());
        comeBack();

        assertThat(bank.asked()).containsExactly("charge", "inquire");
        assertThat(Json.read(in(Topics.SETTLED_PAYMENTS).getFirst().value(), SettledPayment.class)
                        .bankReference())
                .isEqualTo("ch_9");
    }

    @Test
    void shouldSayOutcomeUnknownAndNotDeclinedWhenItNeverBecameClear() {
        bank.answering(new ChargeAnswer.Unclear("reset")).telling(new ChargeInquiry.Unclear("500"));
        send(aPayment());
        comeBack();

        assertThat(Json.read(in(Topics.FAILED_PAYMENTS).getFirst().value(), FailedPayment.class)
                        .reason())
                .isEqualTo(FailureReason.OUTCOME_UNKNOWN);
    }

    /** A key and a value that are no payment, and a word of the reason. */
    record NoPayment(byte @Nullable [] key, byte @Nullable [] value, String reason) {}

    static List<NoPayment> noPayments() {
        byte[] good = Json.write(aPayment());
        return List.of(
                new NoPayment(VEHICLE, new byte[] {0, 1, (byte) 0xff}, "JSON"),
                new NoPayment(VEHICLE, null, "no value"),
                new NoPayment(null, good, "key"),
                new NoPayment("NY ABC-9999".getBytes(UTF_8), good, "key"),
                new NoPayment(VEHICLE, new byte[16 * 1024 + 1], "16385 bytes"),
                new NoPayment(VEHICLE, Arrays.copyOf(good, good.length / 2), "JSON"),
                new NoPayment(
                        VEHICLE,
                        new String(good, UTF_8).replace("NY ABC", "NY ÄBC").getBytes(ISO_8859_1),
                        "UTF-8"),
                instead("1275", "12.75", "amount.minorUnits"),
                instead("1275", "0", "amount.minorUnits"),
                instead("1275", "-1275", "amount.minorUnits"),
                instead("1275", "10000001", "amount.minorUnits"),
                instead("1275", "\"1275\"", "amount.minorUnits"),
                instead("\"EUR\"", "\"XTS\"", "amount.currency"),
                instead("\"EUR\"", "\"euro\"", "amount.currency"),
                instead("\"paymentId\"", "\"id\"", "paymentId: is missing"),
                instead("\"paymentId\":\"", "\"paymentId\":\"x", "paymentId"),
                instead("\"retries\":0", "\"retries\":-1", "retries"),
                instead("\"retries\":0", "\"retries\":1000000000", "retries"),
                instead("\"retries\":0", "\"retries\":0,\"retries\":1", "twice"),
                instead("\"retries\":0", "\"notBefore\":\"9999-12-31T23:59:59Z\"", "notBefore"),
                instead("\"retries\":0", "\"notBefore\":\"2900-01-01T00:00:00Z\"", "30 days away"));
    }

    /** A good payment but for one thing. */
    private static NoPayment instead(String good, String bad, String reason) {
        String payment = new String(Json.write(aPayment()), UTF_8);
        assertThat(payment).contains(good);
        return new NoPayment(VEHICLE, payment.replace(good, bad).getBytes(UTF_8), reason);
    }

    @ParameterizedTest
    @MethodSource("noPayments")
    void shouldPutAsideUntouchedWhatIsNoPayment(NoPayment noPayment) {
        send(noPayment.key(), noPayment.value());

        TestRecord<byte[], byte[]> record = onlyIn(Topics.PENDING_PAYMENTS_DEAD_LETTER);
        assertThat(record.key()).isEqualTo(noPayment.key());
        assertThat(record.value()).isEqualTo(noPayment.value());
        assertThat(header(record, "traceparent")).isEqualTo(TRACE);
        assertThat(header(record, DeadLetterHeaders.MESSAGE)).contains(noPayment.reason());
        assertThat(header(record, DeadLetterHeaders.TOPIC)).isEqualTo("pending-payments");
        assertThat(bank.asked()).isEmpty();
    }

    @Test
    void shouldNotRepeatACardNumberInTheReasonOfADeadLetter() {
        byte[] leaking = new String(Json.write(aPayment()), UTF_8)
                .replace("tok_visa_1", "4111111111111111")
                .getBytes(UTF_8);
        send(VEHICLE, leaking);

        assertThat(header(onlyIn(Topics.PENDING_PAYMENTS_DEAD_LETTER), DeadLetterHeaders.MESSAGE))
                .contains("card.token")
                .doesNotContain("4111");
    }

    @Test
    void shouldKeepTheNamesOfNodesAndStores() {
        assertThat(sorted(toll.topology().describe().toString()))
                .as("""
                        The topology is not the one in toll-topology.txt.
                        A store with another name is an empty store: payments in flight, waiting and settled would be forgotten, and
                        could be charged again. A sub-topology with another number moves every store. Other names of nodes only
                        change metrics. If that is what you want, and old state has been dealt with, put this into the file:
                        %s""", sorted(toll.topology().describe().toString()))
                .isEqualTo(resource("toll-topology.txt"));
    }

    /** Kafka Streams lists stores and successors in no particular order. */
    private static String sorted(String description) {
        return description
                .lines()
                .map(line -> LIST.matcher(line.stripTrailing())
                        .replaceAll(list -> Arrays.stream(Pattern.compile(", ").split(list.group()))
                                .sorted()
                                .collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String resource(String name) {
        try (InputStream in = TollTopologyTest.class.getResourceAsStream(name)) {
            return in == null ? "(no such file)" : new String(in.readAllBytes(), UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
