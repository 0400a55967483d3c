package io.tocsin.system;

import static io.tocsin.system.PaymentBuilder.aPayment;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.CardNumbers;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.system.ServiceClient.Answer;
import io.tocsin.toll.Damage;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever is sent, over HTTP and straight into Kafka: refused with a reason or put aside, and the next payment is settled.
 * Damage is drawn by chance; its seed is printed, and {@code -Dtocsin.seed=N} draws the same again.
 */
class BadInputIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PENDING = Topics.PENDING_PAYMENTS.name();
    private static final String CARD_NUMBER = "5500000000000004";
    private static final int DAMAGED = 400;

    @RegisterExtension
    static final TollSystem SYSTEM = new TollSystem();

    private static final long SEED = Long.getLong("tocsin.seed", System.nanoTime());

    private final Random random = new Random(SEED);

    @BeforeAll
    static void tellTheSeed() {
        System.out.println("BadInputIT: -Dtocsin.seed=" + SEED);
    }

    private static TollClient http() {
        return SYSTEM.service().http();
    }

    private static byte[] json(PendingPayment payment) {
        return Json.write(payment);
    }

    private static byte[] keyOf(PendingPayment payment) {
        return payment.vehicle().text().getBytes(UTF_8);
    }

    /** On every partition, so that none can be stuck. */
    @AfterEach
    void shouldSettleTheNext() {
        List<PendingPayment> next = PaymentBuilder.payments(40);
        SYSTEM.send(next);
        try (TopicReader reader = SYSTEM.outcomes()) {
            reader.awaitOneOutcomeEach(next, SOON);
        }
        assertThat(SYSTEM.service().log()).doesNotContain("A stream thread died", "failed unexpectedly");
        await().untilAsserted(() ->
                assertThat(http().balance().path("even").asBoolean()).isTrue());
    }

    @Test
    void shouldAcceptOrRefuseWhateverComesOverHttp() throws IOException {
        for (int i = 0; i < DAMAGED; i++) {
            byte[] body = Damage.of(TollClient.body(aPayment().build()), random);

            Answer answer = http().post(UUID.randomUUID().toString(), body);

            String what = new String(body, ISO_8859_1) + " was answered " + answer.status() + " " + answer.text();
            assertThat(answer.status()).as(what).isIn(202, 400, 413, 422);
            if (answer.status() != 202) {
                assertThat(answer.isProblem()).as(what).isTrue();
                assertThat(answer.json().path("detail").asText()).as(what).isNotBlank();
            }
        }
    }

    @Test
    void shouldHandleOrPutAsideWhateverComesStraightIntoKafka() {
        int handledBefore = handled();
        var sent = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < DAMAGED; i++) {
            PendingPayment payment = aPayment().of("NY-" + i).build();
            sent.add(new ProducerRecord<>(
                    PENDING,
                    null,
                    keyOf(payment),
                    Damage.of(json(payment), random),
                    List.of(new RecordHeader("number", ("damaged-" + i).getBytes(UTF_8)))));
        }
        sent.forEach(SYSTEM::send);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(handled() - handledBefore).isGreaterThanOrEqualTo(DAMAGED));
        try (TopicReader reader = SYSTEM.read(Topics.PENDING_PAYMENTS_DEAD_LETTER)) {
            List<String> dead = reader.toTheEnd().stream()
                    .map(record -> header(record, "number"))
                    .filter(number -> number.startsWith("damaged-"))
                    .toList();
            assertThat(dead).doesNotHaveDuplicates();
            assertThat(dead.size()).as("most damage is beyond repair").isGreaterThan(DAMAGED / 2);
            for (ConsumerRecord<byte[], byte[]> record : reader.toTheEnd()) {
                if (header(record, "number").startsWith("damaged-")) {
                    var as = sent.get(Integer.parseInt(header(record, "number").replace("damaged-", "")));
                    assertThat(record.value()).isEqualTo(as.value());
                    assertThat(record.key()).isEqualTo(as.key());
                    assertThat(header(record, "__streams.errors.message")).isNotBlank();
                }
            }
        }
    }

    private static int handled() {
        var balance = http().balance();
        return balance.path("received").asInt() + balance.path("duplicates").asInt();
    }

    // ---- Too large

    @Test
    void shouldRefuseABodyOf2MegabytesAsAProblem() throws IOException {
        Answer refused = http().post(
                        UUID.randomUUID().toString(),
                        " ".repeat(2 * 1024 * 1024).getBytes(UTF_8));

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.isProblem()).isTrue();
    }

    @Test
    void shouldRefuseALargeBodyThatDoesNotSayHowLargeItIs() throws IOException {
        Answer refused = http().send(http().request("/payments")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.fromPublisher(BodyPublishers.ofByteArray(new byte[100_000])))
                .build());

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.isProblem()).isTrue();
    }

    /** 20 MB of spaces are 20 KB on the way, and would be 20 MB again in the memory of whoever reads them. */
    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "zstd"})
    void shouldHaveKafkaRefuseWhatIsTooLargeHoweverItIsPacked(String compression) {
        try (var producer = producer(Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                compression,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                64 * 1024 * 1024))) {
            var large = new ProducerRecord<>(
                    PENDING,
                    "NY-1".getBytes(UTF_8),
                    " ".repeat(20 * 1024 * 1024).getBytes(UTF_8));

            assertThatThrownBy(() -> producer.send(large).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(RecordTooLargeException.class);
        }
    }

    @Test
    void shouldPutAsideTheBeginningOfWhatIsTooLargeForTheDeadLettersToo() throws Exception {
        setLargestMessage("12000000");
        try (var producer = producer(Map.of(
                ProducerConfig.COMPRESSION_TYPE_CONFIG, "gzip", ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 12_000_000))) {
            producer.send(new ProducerRecord<>(
                            PENDING,
                            null,
                            "NY-1".getBytes(UTF_8),
                            "x".repeat(10_000_000).getBytes(UTF_8),
                            List.of(new RecordHeader("number", "large".getBytes(UTF_8)))))
                    .get();

            ConsumerRecord<byte[], byte[]> dead =
                    awaitDeadLetter(record -> header(record, "number").equals("large"));
            assertThat(dead.value()).hasSize(64 * 1024);
            assertThat(header(dead, "value-cut")).startsWith("10000000 bytes, SHA-256 ");
        } finally {
            setLargestMessage("1048588");
        }
    }

    private static void setLargestMessage(String bytes) throws Exception {
        try (Admin admin = admin()) {
            Collection<AlterConfigOp> change = List.of(
                    new AlterConfigOp(new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, bytes), OpType.SET));
            admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, PENDING), change))
                    .all()
                    .get();
        }
    }

    /** By the sender's clock it is older than the topic keeps anything: it would be gone before it was read. */
    @Test
    void shouldKeepAPaymentOfASenderWithoutAClock() {
        PendingPayment payment = aPayment().build();
        SYSTEM.send(new ProducerRecord<>(PENDING, null, 0L, keyOf(payment), json(payment)));

        try (TopicReader reader = SYSTEM.read(Topics.PENDING_PAYMENTS)) {
            assertThat(reader.toTheEnd())
                    .filteredOn(record -> new String(record.value(), UTF_8)
                            .contains(payment.paymentId().text()))
                    .singleElement()
                    .satisfies(record -> assertThat(Instant.ofEpochMilli(record.timestamp()))
                            .isAfter(Instant.now().minus(Duration.ofMinutes(5))));
        }
    }

    // ---- The same id twice

    @Test
    void shouldPutAsideAnIdThatComesAgainWithAnotherAmount() {
        PaymentBuilder payment = aPayment().of("NY-AGAIN");
        SYSTEM.send(List.of(payment.build(), payment.over(1).build()));

        awaitDeadLetter(record -> record.value() != null
                && new String(record.value(), UTF_8).contains(payment.id().text()));
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.id())).hasSize(1);
    }

    @Test
    void shouldRefuseAnIdThatComesAgainOverHttpWithAnotherVehicle() throws IOException {
        PaymentBuilder payment = aPayment().of("NY-ONE");
        SYSTEM.send(List.of(payment.build()));
        awaitOutcomes(payment.build(), 1);

        Answer refused = http().post(payment.of("NY-OTHER").build());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("field").asText()).isEqualTo("Idempotency-Key");
    }

    /** Two partitions, two ledgers: neither knows of the other. The bank does. */
    @Test
    void shouldChargeOnceWhenAnIdComesAgainWithAnotherVehicleAndAmount() {
        PaymentBuilder payment = aPayment().of("NY-ONE");
        PendingPayment one = payment.build();
        PendingPayment other =
                payment.of(vehicleOnAnotherPartition("NY-ONE")).over(1).build();
        SYSTEM.send(List.of(one));
        awaitOutcomes(one, 1);
        SYSTEM.send(List.of(other));

        assertThat(awaitOutcomes(one, 2).get(1)).isInstanceOfSatisfying(FailedPayment.class, failed -> {
            assertThat(failed.vehicle()).isEqualTo(other.vehicle());
            assertThat(failed.reason()).isEqualTo(FailureReason.REFUSED);
            assertThat(failed.detail()).startsWith("422").contains("key");
        });
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.id())).hasSize(1);
    }

    /** To the bank it is the same charge, and it gives the same answer again. */
    @Test
    void shouldChargeOnceWhenAnIdComesAgainWithAnotherVehicleOnly() {
        PaymentBuilder payment = aPayment().of("NY-ONE");
        PendingPayment one = payment.build();
        SYSTEM.send(List.of(one));
        awaitOutcomes(one, 1);
        SYSTEM.send(List.of(payment.of(vehicleOnAnotherPartition("NY-ONE")).build()));

        assertThat(awaitOutcomes(one, 2))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(SettledPayment.class))
                .extracting(outcome -> ((SettledPayment) outcome).bankReference())
                .containsOnly(SYSTEM.bank()
                        .ledger()
                        .chargesOf(payment.id())
                        .getFirst()
                        .chargeId());
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.id())).hasSize(1);
    }

    /** As when two senders' clients choose partitions in different ways; Kafka's own and librdkafka's do, unless told. */
    @Test
    void shouldChargeOnceWhenAnIdComesAgainOnAnotherPartition() {
        PendingPayment payment = aPayment().build();
        ProducerRecord<byte[], byte[]> record = TollHouse.record(payment);
        for (int partition = 0; partition < 2; partition++) {
            SYSTEM.send(new ProducerRecord<>(record.topic(), partition, record.key(), record.value()));
            awaitOutcomes(payment, partition + 1);
        }

        assertThat(awaitOutcomes(payment, 2))
                .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(SettledPayment.class));
        assertThat(SYSTEM.bank().ledger().chargesOf(payment.paymentId())).hasSize(1);
    }

    private static List<PaymentOutcome> awaitOutcomes(PendingPayment payment, int count) {
        try (TopicReader reader = SYSTEM.outcomes()) {
            await().atMost(SOON).until(() -> outcomesOf(reader, payment).size() == count);
            return outcomesOf(reader, payment);
        }
    }

    /** In the order of time. */
    private static List<PaymentOutcome> outcomesOf(TopicReader reader, PendingPayment payment) {
        return reader.toTheEnd().stream()
                .sorted(Comparator.comparing(ConsumerRecord::timestamp))
                .map(record -> Json.read(record.value(), PaymentOutcome.class))
                .filter(outcome -> outcome.paymentId().equals(payment.paymentId()))
                .toList();
    }

    private static String vehicleOnAnotherPartition(String vehicle) {
        return Stream.iterate(1, i -> i + 1)
                .map(i -> vehicle + "-" + i)
                .filter(other -> partition(other) != partition(vehicle))
                .findFirst()
                .orElseThrow();
    }

    private static int partition(String vehicle) {
        return Utils.toPositive(Utils.murmur2(vehicle.getBytes(UTF_8))) % Topics.PENDING_PAYMENTS.partitions();
    }

    // ---- Card numbers

    @Test
    void shouldRefuseACardNumberAnywhereOverHttpAndRepeatItNowhere() throws IOException {
        String good = new String(TollClient.body(aPayment().build()), UTF_8);
        Map<String, String> fieldByBody = Map.of(
                good.replace("tok_visa_1", CARD_NUMBER), "card.token",
                good.replace("\"visa\"", "\"visa " + CARD_NUMBER + "\""), "card.brand",
                good.replace("NY ABC-1234", CARD_NUMBER), "vehicle",
                good.replaceFirst("\\{", "{\"note\":\"it is 5500 0000 0000 0004\","), "note",
                good.replaceFirst("\\{", "{\"notes\":[" + CARD_NUMBER + "],"), "notes[0]");
        for (var entry : fieldByBody.entrySet()) {
            Answer refused =
                    http().post(UUID.randomUUID().toString(), entry.getKey().getBytes(UTF_8));

            assertThat(refused.status()).as(entry.getKey()).isEqualTo(422);
            assertThat(refused.json().path("field").asText()).isEqualTo(entry.getValue());
            assertThat(refused.text()).doesNotContain("0000");
        }
        List<Answer> others = List.of(
                http().post(CARD_NUMBER, good.getBytes(UTF_8)),
                http().post(UUID.randomUUID().toString(), CARD_NUMBER.getBytes(UTF_8)),
                http().get("/payments/" + CARD_NUMBER),
                http().get("/" + CARD_NUMBER),
                http().send(http().request("/payments?card=" + CARD_NUMBER)
                        .header("Idempotency-Key", "\"" + CARD_NUMBER + "\"")
                        .header("Content-Type", CARD_NUMBER + "/json")
                        .POST(BodyPublishers.ofString(good))
                        .build()));
        assertThat(others).allSatisfy(refused -> {
            assertThat(refused.status()).isBetween(400, 499);
            assertThat(refused.text()).doesNotContain(CARD_NUMBER);
        });
        assertNoCardNumberBut(record -> false);
    }

    @Test
    void shouldLetACardNumberThatCameStraightIntoKafkaGoNoFurther() {
        PendingPayment payment = aPayment().of("NY-CARD").build();
        byte[] key = keyOf(payment);
        String good = new String(json(payment), UTF_8);
        byte[] number = CARD_NUMBER.getBytes(UTF_8);
        var records = List.of(
                record(key, good.replace("tok_visa_1", CARD_NUMBER)),
                record(key, good.replace("NY-CARD", CARD_NUMBER)),
                record(number, good.replace("NY-CARD", CARD_NUMBER)),
                record(key, good.replaceFirst("\\{", "{\"note\":\"" + CARD_NUMBER + "\",")),
                record(key, good.replaceFirst("\\{", "{\"note\":\"\\\\u0035500000000000004\",")),
                record(key, "card 5500-0000-0000-0004"),
                record(number, "nonsense"),
                new ProducerRecord<>(
                        PENDING,
                        null,
                        key,
                        "nonsense".getBytes(UTF_8),
                        List.of(new RecordHeader("note", number), new RecordHeader(CARD_NUMBER, new byte[0]))),
                new ProducerRecord<>(
                        PENDING,
                        null,
                        key,
                        good.getBytes(UTF_8),
                        List.of(new RecordHeader("traceparent", number), new RecordHeader("tracestate", number))));
        records.forEach(SYSTEM::send);

        awaitOutcomes(payment, 1);
        await().atMost(SOON).untilAsserted(() -> assertThat(masked()).hasSize(records.size() - 1));
        assertThat(masked()).containsOnly("value", "key", "headers", "key, value");
        assertNoCardNumberBut(record -> record.topic().equals(PENDING));
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] key, String value) {
        return new ProducerRecord<>(PENDING, key, value.getBytes(UTF_8));
    }

    /** What the dead letters say of where a card number was. */
    private static List<String> masked() {
        try (TopicReader reader = SYSTEM.read(Topics.PENDING_PAYMENTS_DEAD_LETTER)) {
            return reader.toTheEnd().stream()
                    .map(record -> header(record, "card-number-masked"))
                    .filter(parts -> !parts.isEmpty())
                    .toList();
        }
    }

    /** In no topic of the broker, changelogs included, and in no log. */
    private static void assertNoCardNumberBut(Predicate<ConsumerRecord<byte[], byte[]>> excused) {
        assertThat(SYSTEM.service().log()).doesNotContain(CARD_NUMBER);
        try (TopicReader reader = SYSTEM.read(allTopics())) {
            assertThat(reader.toTheEnd())
                    .filteredOn(excused.negate())
                    .isNotEmpty()
                    .allSatisfy(record -> {
                        assertWithout(record.key());
                        assertWithout(record.value());
                        record.headers().forEach(header -> {
                            assertWithout(header.key().getBytes(UTF_8));
                            assertWithout(header.value());
                        });
                    });
        }
    }

    private static void assertWithout(byte[] bytes) {
        if (bytes != null) {
            assertThat(new String(bytes, ISO_8859_1)).doesNotContain(CARD_NUMBER);
            assertThat(CardNumbers.foundIn(bytes)).isFalse();
        }
    }

    private static Topic[] allTopics() {
        try (Admin admin = admin()) {
            return admin.listTopics().names().get().stream()
                    .map(name -> new Topic(name, 1, "", "", "", Map.of()))
                    .toArray(Topic[]::new);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("cannot list the topics", e);
        }
    }

    // ---- Kafka

    private static ConsumerRecord<byte[], byte[]> awaitDeadLetter(Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
        try (TopicReader reader = SYSTEM.read(Topics.PENDING_PAYMENTS_DEAD_LETTER)) {
            return await().atMost(SOON)
                    .until(
                            () -> reader.toTheEnd().stream()
                                    .filter(wanted)
                                    .findFirst()
                                    .orElse(null),
                            Objects::nonNull);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, SYSTEM.kafka().bootstrapServers()));
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        var all = new HashMap<String, Object>(settings);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, SYSTEM.kafka().bootstrapServers());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
