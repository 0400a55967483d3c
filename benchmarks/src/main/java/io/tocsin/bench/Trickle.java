package io.tocsin.bench;

import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Payments at a steady rate, and how long each takes until it is seen settled. */
final class Trickle {
    /** Significant digits of the histograms. */
    static final int DIGITS = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final long SEED = 20_250_106;
    private static final JsonForm<PaymentOutcome> OUTCOME = Json.form(PaymentOutcome.class);

    private final String bootstrapServers;
    private final int rate;
    private final Map<PaymentId, Long> acceptedNanos = new ConcurrentHashMap<>();

    /** @param rate payments a second */
    Trickle(String bootstrapServers, int rate) {
        this.bootstrapServers = bootstrapServers;
        this.rate = rate;
    }

    /**
     * Sends for the two durations together and waits for the last outcome.
     *
     * @return microseconds from Kafka's acknowledgement to the outcome, of those sent after the warm-up
     */
    Histogram run(Duration warmUp, Duration measured) throws InterruptedException {
        long count = rate * warmUp.plus(measured).toSeconds();
        long counted = rate * measured.toSeconds();
        var random = new Random(SEED);
        var settledNanos = new HashMap<PaymentId, Long>();
        var order = new HashMap<PaymentId, Long>();
        try (var producer = producer();
                var consumer = WholeTopic.consumer(bootstrapServers, Topics.SETTLED_PAYMENTS)) {
            long start = System.nanoTime();
            long sent = 0;
            long lastProgress = start;
            while (settledNanos.size() < count) {
                long now = System.nanoTime();
                while (sent < count
                        && now - start >= sent * Duration.ofSeconds(1).toNanos() / rate) {
                    PendingPayment payment = Payments.payment(random);
                    order.put(payment.paymentId(), sent++);
                    send(producer, payment);
                }
                int before = settledNanos.size();
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    settledNanos.putIfAbsent(OUTCOME.read(record.value()).paymentId(), System.nanoTime());
                }
                if (settledNanos.size() > before) {
                    lastProgress = System.nanoTime();
                } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                    throw new IllegalStateException("only " + settledNanos.size() + " of " + sent
                            + " payments were settled, and none in the last " + PATIENCE.toSeconds() + " s");
                }
            }
        }
        var histogram = new Histogram(DIGITS);
        settledNanos.forEach((id, nanos) -> {
            if (order.getOrDefault(id, 0L) >= count - counted) {
                histogram.recordValue(Math.max(0, nanos - acceptedNanos.getOrDefault(id, nanos)) / 1_000);
            }
        });
        return histogram;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, PendingPayment payment) {
        Future<RecordMetadata> unused = producer.send(Payments.record(payment), (written, refused) -> {
            if (refused == null) {
                acceptedNanos.put(payment.paymentId(), System.nanoTime());
            }
        });
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = Settings.producer(bootstrapServers, null);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
