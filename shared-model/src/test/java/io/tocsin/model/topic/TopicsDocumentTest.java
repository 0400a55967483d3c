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

                | topic | partitions | key | value | purpose | kept for |
                |---|---|---|---|---|---|
                %s

                Every record may carry the W3C headers `traceparent` and `tracestate`; they are handed on. Read outcomes with
                `isolation.level=read_committed`: others may see an outcome twice.

                ## `pending-payments`

                %s

                ## `settled-payments`

                %s

                ## `failed-payments`

                `reason` is one of %s.

                %s

                ## `pending-payments-dead-letter`

                Key, value and headers as received, and the headers `__streams.errors.message`, `__streams.errors.topic`,
                `__streams.errors.partition`, `__streams.errors.offset`, `attempts` and `first-seen`.
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
        return "| `%s` | %d | %s | %s | %s | %s |"
                .formatted(
                        topic.name(),
                        topic.partitions(),
                        topic.key(),
                        topic.value(),
                        topic.purpose(),
                        keptFor(retention));
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
