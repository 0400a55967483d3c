package io.tocsin.notification.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.notification.SmsReport;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.smpp.SmsReports;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Brings acceptances and receipts of SMS together. Everything that came lies in a store in its order, so that who takes over knows what
 * the former owner knew.
 */
final class ReportsProcessor extends ContextualProcessor<byte[], byte[], byte[], Outgoing> {
    static final String STORE = "sms-reports-kept";

    private static final JsonForm<SmsReport> FORM = Json.form(SmsReport.class);
    private static final Duration KEPT_FOR = Duration.ofDays(3);
    private static final int MOST = 100_000;
    private static final int SWEPT_AT_ONCE = 100;

    private final Clock clock;
    private final NotificationMeters meters;
    private @Nullable KeyValueStore<Bytes, byte[]> storeOrNull;
    private int keptNow;
    private SmsReports reports = new SmsReports(KEPT_FOR, MOST);

    ReportsProcessor(Clock clock, NotificationMeters meters) {
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<byte[], Outgoing> context) {
        super.init(context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(STORE);
        storeOrNull = store;
        reports = new SmsReports(KEPT_FOR, MOST);
        keptNow = 0;
        try (KeyValueIterator<Bytes, byte[]> kept = store.all()) {
            while (kept.hasNext()) {
                reports.take(FORM.read(kept.next().value));
                keptNow++;
            }
        }
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        SmsReport report;
        try {
            report = FORM.read(record.value() == null ? new byte[0] : record.value());
        } catch (IllegalArgumentException e) {
            meters.unreadable();
            return;
        }
        KeyValueStore<Bytes, byte[]> store = storeOrNull;
        if (store == null) {
            throw new IllegalStateException("used before init");
        }
        long offset = context().recordMetadata().map(it -> it.offset()).orElse(0L);
        store.put(key(clock.millis(), offset), FORM.write(report));
        keptNow++;
        sweep(store);
        for (DeliveryReceipt receipt : reports.take(report)) {
            meters.reported(receipt.channel(), receipt.state());
            context()
                    .forward(new Record<>(
                            receipt.notification().text().getBytes(UTF_8),
                            new Outgoing(Topics.DELIVERY_RECEIPTS, Json.write(receipt)),
                            clock.millis(),
                            record.headers()));
        }
    }

    /** Forgets what is too old, and what is too much: all of it is read at the start, on the stream's thread. */
    private void sweep(KeyValueStore<Bytes, byte[]> store) {
        Bytes oldest = key(clock.millis() - KEPT_FOR.toMillis(), 0);
        var old = new ArrayList<Bytes>();
        try (KeyValueIterator<Bytes, byte[]> kept = store.all()) {
            while (kept.hasNext() && old.size() < SWEPT_AT_ONCE) {
                Bytes next = kept.next().key;
                if (next.compareTo(oldest) >= 0 && keptNow - old.size() <= MOST) {
                    break;
                }
                old.add(next);
            }
        }
        old.forEach(store::delete);
        keptNow -= old.size();
    }

    /** When a report came, and its place in the topic: in this order they are read again. */
    private static Bytes key(long millis, long offset) {
        return Bytes.wrap(ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(millis)
                .putLong(offset)
                .array());
    }
}
