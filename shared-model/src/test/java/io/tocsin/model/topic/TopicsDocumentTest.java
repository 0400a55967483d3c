package io.tocsin.model.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.payment.VehicleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/topics.md} is written from the catalogue, so it cannot say anything else. */
class TopicsDocumentTest {
    private static final Path DOCUMENT = Path.of("../docs/topics.md");
    private static final String WRITE = "tocsin.write-docs";
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)\n```");

    private static final PaymentId ID = PaymentId.of("0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b");
    private static final VehicleId VEHICLE = VehicleId.of("NY-ABC1234");
    private static final Money AMOUNT = Money.of(1275, "EUR");
    private static final Card CARD = new Card("tok_8f3a9c1e", "visa", "4242");
    private static final Instant PASSED = Instant.parse("2025-01-06T08:30:00Z");

    private static final PendingPayment PENDING =
            new PendingPayment(ID, VEHICLE, AMOUNT, CARD, PASSED, 2, Instant.parse("2025-01-06T08:31:00Z"), 0);
    private static final SettledPayment SETTLED =
            new SettledPayment(ID, VEHICLE, AMOUNT, CARD, PASSED, "ch_123d4dc8dd4bf520", PASSED.plusSeconds(1), 3);
    private static final FailedPayment FAILED = new FailedPayment(
            ID, VEHICLE, AMOUNT, CARD, PASSED, FailureReason.DECLINED, "insufficient-funds", PASSED.plusSeconds(1), 1);

    @BeforeAll
    static void writeWhenAskedTo() throws IOException {
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(DOCUMENT, document());
        }
    }

    @Test
    void shouldBeTheCatalogue() throws IOException {
        assertThat(Files.readString(DOCUMENT))
                .as("docs/topics.md is not what the catalogue says. Write it anew and commit it:"
                        + " mvn -pl shared-model test -Dtest=TopicsDocumentTest -D" + WRITE + "=true")
                .isEqualTo(document());
    }

    @Test
    void shouldShowExamplesThatCanBeRead() throws IOException {
        assertThat(Json.read(example(0), PendingPayment.class)).isEqualTo(PENDING);
        assertThat(Json.read(example(1), PaymentOutcome.class)).isEqualTo(SETTLED);
        assertThat(Json.read(example(2), PaymentOutcome.class)).isEqualTo(FAILED);
    }

    private static byte[] example(int number) throws IOException {
        return EXAMPLE.matcher(Files.readString(DOCUMENT))
                .results()
                .map(result -> result.group(1))
                .toList()
                .get(number)
                .getBytes(UTF_8);
    }

    private static String document() {
        return """
                # Topics

                Written from the catalogue (`io.tocsin.model.topic.Topics`) and checked against it by `TopicsDocumentTest`.
                Keys are text in UTF-8, values are JSON in UTF-8: unknown properties are ignored, missing required ones make
                a dead letter. Times are ISO-8601 in UTC, amounts are minor units of an ISO 4217 currency.

                | topic | partitions | key | value | purpose | kept for | other settings |
                |---|---|---|---|---|---|---|
                %s

                Every record may carry the W3C headers `traceparent` and `tracestate`; they are handed on. Read outcomes with
                `isolation.level=read_committed`: others may see an outcome twice.

                ## `pending-payments`

                %s

                The record's time is the broker's: retention counts from the moment when Kafka took the payment, whatever clock its
                sender has. Batches lie there uncompressed: what is larger than `max.message.bytes` (the broker's default is 1 MB)
                when it is unpacked is refused to its sender, so no record can fill the memory of its readers. A payment has
                at most 16 KB.

                ## `settled-payments`

                %s

                ## `failed-payments`

                `reason` is one of %s.

                %s

                ## `pending-payments-dead-letter`

                Key, value and headers as received, and the headers `__streams.errors.message`, `__streams.errors.topic`,
                `__streams.errors.partition`, `__streams.errors.offset`, `attempts` and `first-seen`. Two things are not as received:

                - **A card number** is masked wherever it stands, in the value, the key, the name or the value of a header: each
                  digit but the last four becomes `*`, all other bytes and the length stay. The header `card-number-masked` tells
                  where: `key`, `value`, `headers`. A payment that is good but for a card number somewhere in its value, in a property
                  that nobody reads too, is dead-lettered; headers of a good payment are not handed on, but for the trace headers
                  without a card number. A card number is 13 to 19 digits, in one piece or parted by single spaces or dashes, with the prefix
                  and the length of an issuer and a valid check digit. One other number in about thirty of such a length looks the
                  same: so a dead letter may have a telephone number masked. UUIDs, times, digests, trace ids and the
                  decimals of a number are left alone.
                - **What is larger than 1,000,000 bytes** (key, value and headers together; only where `pending-payments` takes more
                  than the broker's default) is cut: of a key or a value of more than 64 KiB the first 64 KiB are kept, of headers of
                  more than 64 KiB none. `key-cut`, `value-cut` and `headers-cut` tell the size and the SHA-256 of the whole,
                  after masking.

                What a sender itself has written to `pending-payments` stays there until retention removes it: nobody can mask a
                record of Kafka. Where senders are not trusted to keep card numbers out, give `pending-payments` the shortest
                retention that an outage may last, treat it as cardholder data, and after an incident remove the records up to the
                offset that the dead letter names (`kafka-delete-records.sh`) once the service has read past it.
                """.formatted(
                        Topics.ALL.stream().map(TopicsDocumentTest::row).collect(Collectors.joining("\n")),
                        json(PENDING),
                        json(SETTLED),
                        Arrays.stream(FailureReason.values())
                                .map(reason -> "`" + new String(Json.write(reason), UTF_8).replace("\"", "") + "`")
                                .collect(Collectors.joining(", ")),
                        json(FAILED));
    }

    private static String row(Topic topic) {
        String retention = topic.config().getOrDefault("retention.ms", "the broker's default");
        return "| `%s` | %d | %s | %s | %s | %s | %s |"
                .formatted(
                        topic.name(),
                        topic.partitions(),
                        topic.key(),
                        topic.value(),
                        topic.purpose(),
                        keptFor(retention),
                        settings(topic));
    }

    private static String settings(Topic topic) {
        return topic.config().entrySet().stream()
                .filter(setting -> !setting.getKey().equals("retention.ms"))
                .map(setting -> "`" + setting.getKey() + "=" + setting.getValue() + "`")
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String keptFor(String retention) {
        if (retention.equals("-1")) {
            return "ever";
        }
        return retention.chars().allMatch(Character::isDigit)
                ? Duration.ofMillis(Long.parseLong(retention)).toDays() + " days"
                : retention;
    }

    private static String json(Object event) {
        return "```json\n" + new String(Json.write(event), UTF_8) + "\n```";
    }
}
