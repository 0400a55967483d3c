package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.digest.DigestPolicy;
import io.tocsin.notification.digest.PaymentDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Gathers failed payments, and tells of them together. */
final class DigestProcessor extends ContextualProcessor<byte[], byte[], byte[], Outgoing> {
    static final String STORE = "failed-payments-digest";

    private static final JsonForm<PaymentOutcome> PAYMENT = Json.form(PaymentOutcome.class);
    private static final JsonForm<PaymentDigest> DIGEST = Json.form(PaymentDigest.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final String ONLY = "digest";

    private final DigestWriter writer;
    private final DigestPolicy policy;
    private final Clock clock;
    private final NotificationMeters meters;
    private Ownership ownership = new Ownership();
    private @Nullable KeyValueStore<String, byte[]> storeOrNull;

    DigestProcessor(DigestWriter writer, DigestPolicy policy, Clock clock, NotificationMeters meters) {
        this.writer = writer;
        this.policy = policy;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        super.init(context);
        ownership = new Ownership();
        storeOrNull = context.getStateStore(STORE);
        context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> look());
    }

    private KeyValueStore<String, byte[]> store() {
        if (storeOrNull == null) {
            throw new IllegalStateException("used before init");
        }
        return storeOrNull;
    }

    private @Nullable PaymentDigest digest() {
        byte[] value = store().get(ONLY);
        return value == null ? null : DIGEST.read(value);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ownership.prove();
        if (record.value() == null || record.value().length == 0) {
            return;
        }
        try {
            if (PAYMENT.read(record.value()) instanceof FailedPayment failed) {
                PaymentDigest known = digest();
                PaymentDigest before = known == null ? PaymentDigest.since(clock.instant()) : known;
                store().put(ONLY, DIGEST.write(before.with(failed)));
            }
        } catch (IllegalArgumentException e) {
            meters.unreadable();
        }
    }

    private void look() {
        PaymentDigest digest = digest();
        Instant now = clock.instant();
        if (digest == null || !digest.isDue(now, policy) || !ownership.isProvenOrAsk(this::askForRecord)) {
            return;
        }
        List<Message> messages = writer.messages(digest, now);
        if (messages.isEmpty()) {
            // It is kept until somebody is to get it.
            return;
        }
        for (Message message : messages) {
            send(message.key(), new Outgoing(message.topic(), message.value()));
        }
        store().put(ONLY, DIGEST.write(PaymentDigest.since(now)));
        context().commit();
    }

    private void askForRecord() {
        send(ONLY.getBytes(UTF_8), new Outgoing(Topics.DIGEST_INPUTS, new byte[0], 0));
        context().commit();
    }

    private void send(byte[] key, Outgoing outgoing) {
        context().forward(new Record<>(key, outgoing, clock.millis(), new RecordHeaders()));
    }
}
