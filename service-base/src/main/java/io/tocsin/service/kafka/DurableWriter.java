package io.tocsin.service.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.tocsin.model.payment.CardNumbers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes records for callers who wait. They always know: taken, or come again. Safe to share between threads. */
public final class DurableWriter implements AutoCloseable {
    private static final Duration AT_CLOSE = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Duration timeout;
    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    /** What became of records. */
    public sealed interface Written {
        /** Kafka has all of them, on all the brokers that must have them. */
        record Taken() implements Written {}

        /**
         * Kafka did not say in time that it has all of them. It may have them all the same.
         *
         * @param detail why, for people
         */
        record NotTaken(String detail) implements Written {}
    }

    /**
     * Closes {@code producer} when it is closed.
     *
     * @param producer as {@link DurableProducers} makes it
     * @param timeout how long a caller waits at the most
     * @param telemetry where spans go
     * @param scope names who writes, in traces
     */
    public DurableWriter(Producer<byte[], byte[]> producer, Duration timeout, OpenTelemetry telemetry, String scope) {
        this.producer = producer;
        this.timeout = timeout;
        this.tracer = telemetry.getTracer(scope);
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /**
     * Writes records, which go on with the caller's trace; blocks until Kafka has all of them, at most for the configured time,
     * however many there are.
     *
     * @param records of one topic, at least one
     * @param attributes of the span
     */
    public Written write(List<ProducerRecord<byte[], byte[]>> records, Attributes attributes) {
        Span span = tracer.spanBuilder("send " + records.getFirst().topic())
                .setSpanKind(SpanKind.PRODUCER)
                .setAllAttributes(attributes)
                .startSpan();
        try {
            Context context = Context.current().with(span);
            records.forEach(record -> carryOn(context, record));
            long deadline = System.nanoTime() + timeout.toNanos();
            // Not on the caller's thread: while Kafka is away each record can hold it up for the whole time.
            Future<List<Future<RecordMetadata>>> sending = senders.submit(() -> send(records, deadline));
            for (Future<RecordMetadata> one : sending.get(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                one.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return new Written.Taken();
        } catch (TimeoutException e) {
            return new Written.NotTaken("Kafka did not confirm within " + timeout.toSeconds() + " s");
        } catch (ExecutionException | KafkaException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            return new Written.NotTaken("Kafka did not take it: " + cause.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Written.NotTaken("the service is stopping");
        } finally {
            span.end();
        }
    }

    /** Gives up at the deadline: nobody waits for the rest any more. */
    private List<Future<RecordMetadata>> send(List<ProducerRecord<byte[], byte[]>> records, long deadline) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (System.nanoTime() - deadline >= 0) {
                throw new KafkaException("only " + sent.size() + " of " + records.size() + " could be sent in time");
            }
            sent.add(producer.send(record));
        }
        return sent;
    }

    private void carryOn(Context context, ProducerRecord<byte[], byte[]> record) {
        propagator.inject(context, record.headers(), (headers, name, value) -> {
            // Baggage and trace state come from the caller.
            if (headers != null && !CardNumbers.foundIn(value)) {
                headers.remove(name).add(name, value.getBytes(UTF_8));
            }
        });
    }

    @Override
    public void close() {
        producer.close(AT_CLOSE);
        senders.shutdownNow();
    }
}
