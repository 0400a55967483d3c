package io.tocsin.bench;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.util.stream.IntStream;

/**
 * A notifier works off messages that wait for it.
 *
 * @param messages how many the fast ones are given
 * @param people whom they go to, by turns
 * @param latency how long the server takes for each
 */
record MessagesRun(Notifier notifier, Channel channel, int messages, int people, Duration latency)
        implements Comparison.Entry {
    private static final JsonForm<DeliveryReceipt> RECEIPT = Json.form(DeliveryReceipt.class);

    @Override
    public String name() {
        return notifier.name();
    }

    @Override
    public Stopwatch.Reading measure() throws Exception {
        int count = notifier.messages(messages);
        var notices = new Notices();
        try (EmbeddedKafka kafka = EmbeddedKafka.startTemporary(Topics.ALL);
                Postbox postbox = Postbox.open(latency)) {
            Load.write(
                    kafka.bootstrapServers(),
                    IntStream.range(0, count)
                            .mapToObj(i -> notices.record(channel, Notices.happened(i, i % people), i % people)));
            AutoCloseable running = notifier.start(kafka.bootstrapServers(), postbox.config());
            try {
                return Stopwatch.watch(
                        kafka.bootstrapServers(), Topics.DELIVERY_RECEIPTS, MessagesRun::isAccepted, count);
            } finally {
                running.close();
            }
        }
    }

    /** The SMS centre's own reports stand in the same topic. */
    private static boolean isAccepted(byte[] receipt) {
        return RECEIPT.read(receipt).state() == DeliveryReceipt.State.ACCEPTED;
    }
}
