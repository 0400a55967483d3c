package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.uuid.Generators;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.VehicleId;
import io.tocsin.model.topic.Topics;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The payments that every contender is given: the same in every run, but for their ids. */
final class Payments {
    private static final JsonForm<PendingPayment> JSON = Json.form(PendingPayment.class);
    private static final int VEHICLES = 200_000;
    private static final long SEED = 20_250_106;

    private Payments() {}

    /** Writes {@code count} payments to {@code pending-payments} and returns when Kafka has them. */
    static void write(String bootstrapServers, int count) {
        var random = new Random(SEED);
        Load.write(
                bootstrapServers, Stream.generate(() -> record(payment(random))).limit(count));
    }

    /** Its record in {@code pending-payments}. */
    static ProducerRecord<byte[], byte[]> record(PendingPayment payment) {
        return new ProducerRecord<>(
                Topics.PENDING_PAYMENTS.name(), payment.vehicle().text().getBytes(UTF_8), JSON.write(payment));
    }

    /** The next payment that {@code random} gives. */
    static PendingPayment payment(Random random) {
        int vehicle = random.nextInt(VEHICLES);
        return PendingPayment.of(
                new PaymentId(Generators.timeBasedEpochGenerator().generate().toString()),
                VehicleId.of("NY-" + vehicle),
                Money.of(225 + random.nextInt(2_000), "USD"),
                new Card("tok_" + Integer.toHexString(vehicle * 31), "visa", "4242"),
                Instant.parse("2025-01-06T08:30:00Z").plusSeconds(random.nextInt(86_400)));
    }
}
