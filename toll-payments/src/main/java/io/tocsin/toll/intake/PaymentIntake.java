package io.tocsin.toll.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.CardNumbers;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.config.TollConfig;
import io.tocsin.toll.topology.PaymentForm;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Puts payments that came over HTTP into Kafka. The caller always knows: taken, or come again. */
@Singleton
public final class PaymentIntake {
    private static final JsonForm<PendingPayment> JSON = Json.form(PendingPayment.class);
    private static final Duration READ_BY_THE_STREAM = Duration.ofMinutes(10);

    private final Producer<byte[], byte[]> producer;
    private final PaymentForm form = new PaymentForm();
    private final Cache<PaymentId, PendingPayment> accepted;
    private final Duration timeout;
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    /** What became of the attempt to take a payment in. */
    public sealed interface Taken {
        /** Kafka has it, on all the brokers that must have it. */
        record Accepted() implements Taken {}

        /** The same id came before, with other content. */
        record Conflict() implements Taken {}

        /** Kafka did not say in time that it has it. It may have it all the same: repeating is safe. */
        record Unavailable(String detail) implements Taken {}
    }

    PaymentIntake(Producer<byte[], byte[]> producer, TollConfig config, OpenTelemetry telemetry) {
        this.producer = producer;
        this.timeout = config.intake().timeout();
        this.accepted = Caffeine.newBuilder()
                .maximumSize(config.intake().remembered())
                .expireAfterWrite(READ_BY_THE_STREAM)
                .build();
        this.tracer = telemetry.getTracer("io.tocsin.toll");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** Takes a payment in; blocks until Kafka has it, at most for the configured time. */
    public Taken take(PendingPayment payment) {
        PendingPayment before = accepted.getIfPresent(payment.paymentId());
        if (before != null && !Arrays.equals(form.content(before), form.content(payment))) {
            return new Taken.Conflict();
        }
        var record = new ProducerRecord<>(
                Topics.PENDING_PAYMENTS.name(), payment.vehicle().text().getBytes(UTF_8), JSON.write(payment));
        Span span = tracer.spanBuilder("send " + record.topic())
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("tocsin.payment.id", payment.paymentId().text())
                .startSpan();
        try {
            propagator.inject(Context.current().with(span), record.headers(), (headers, name, value) -> {
                // Baggage and trace state come from the caller.
                if (headers != null && !CardNumbers.foundIn(value)) {
                    headers.remove(name).add(name, value.getBytes(UTF_8));
                }
            });
            long start = System.nanoTime();
            Future<RecordMetadata> written = producer.send(record);
            long left = timeout.toNanos() - (System.nanoTime() - start);
            written.get(Math.max(0, left), TimeUnit.NANOSECONDS);
            accepted.put(payment.paymentId(), payment);
            return new Taken.Accepted();
        } catch (TimeoutException e) {
            return new Taken.Unavailable("Kafka did not confirm within " + timeout.toSeconds() + " s");
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return new Taken.Unavailable("Kafka did not take it: " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Taken.Unavailable("the service is stopping");
        } finally {
            span.end();
        }
    }

    /** A payment that was accepted here a short while ago, which the stream may not have read yet. */
    public Optional<PendingPayment> recentlyAccepted(PaymentId id) {
        return Optional.ofNullable(accepted.getIfPresent(id));
    }
}
