package io.tocsin.toll.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import io.tocsin.service.kafka.DurableWriter;
import io.tocsin.service.kafka.DurableWriter.Written;
import io.tocsin.toll.config.TollConfig;
import io.tocsin.toll.topology.PaymentForm;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Puts payments that came over HTTP into Kafka. The caller always knows: taken, or come again. */
@Singleton
public final class PaymentIntake {
    private static final JsonForm<PendingPayment> JSON = Json.form(PendingPayment.class);
    private static final AttributeKey<String> PAYMENT_ID = AttributeKey.stringKey("tocsin.payment.id");
    private static final Duration READ_BY_THE_STREAM = Duration.ofMinutes(10);

    private final DurableWriter writer;
    private final PaymentForm form = new PaymentForm();
    private final Cache<PaymentId, PendingPayment> accepted;

    /** What became of the attempt to take a payment in. */
    public sealed interface Taken {
        /** Kafka has it, on all the brokers that must have it. */
        record Accepted() implements Taken {}

        /** The same id came before, with other content. */
        record Conflict() implements Taken {}

        /** Kafka did not say in time that it has it. It may have it all the same: repeating is safe. */
        record Unavailable(String detail) implements Taken {}
    }

    PaymentIntake(DurableWriter writer, TollConfig config) {
        this.writer = writer;
        this.accepted = Caffeine.newBuilder()
                .maximumSize(config.intake().remembered())
                .expireAfterWrite(READ_BY_THE_STREAM)
                .build();
    }

    /** Takes a payment in; blocks until Kafka has it, at most for the configured time. */
    public Taken take(PendingPayment payment) {
        PendingPayment before = accepted.getIfPresent(payment.paymentId());
        if (before != null && !Arrays.equals(form.content(before), form.content(payment))) {
            return new Taken.Conflict();
        }
        var record = new ProducerRecord<>(
                Topics.PENDING_PAYMENTS.name(), payment.vehicle().text().getBytes(UTF_8), JSON.write(payment));
        return switch (writer.write(
                List.of(record), Attributes.of(PAYMENT_ID, payment.paymentId().text()))) {
            case Written.Taken taken -> {
                accepted.put(payment.paymentId(), payment);
                yield new Taken.Accepted();
            }
            case Written.NotTaken(String detail) -> new Taken.Unavailable(detail);
        };
    }

    /** A payment that was accepted here a short while ago, which the stream may not have read yet. */
    public Optional<PendingPayment> recentlyAccepted(PaymentId id) {
        return Optional.ofNullable(accepted.getIfPresent(id));
    }
}
