package io.tocsin.bench;

import io.tocsin.model.fire.Notification;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.notification.DeliveryReceipt;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Notifications at a steady rate, and how long each takes until its mail and its SMS are accepted. */
final class NoticeTrickle {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final JsonForm<DeliveryReceipt> RECEIPT = Json.form(DeliveryReceipt.class);

    private final String bootstrapServers;
    private final Postbox postbox;
    private final int rate;
    private final int people;
    private final Map<Notification.Id, Instant> happened = new HashMap<>();
    private final Map<Message, Arrival> arrived = new HashMap<>();
    private long sent;

    private record Message(Notification.Id notification, Channel channel) {}

    private record Arrival(String reference, Instant seen) {}

    /**
     * Runs once.
     *
     * @param rate notifications a second
     * @param people who are told, by turns
     */
    NoticeTrickle(String bootstrapServers, Postbox postbox, int rate, int people) {
        this.bootstrapServers = bootstrapServers;
        this.postbox = postbox;
        this.rate = rate;
        this.people = people;
    }

    /**
     * Sends one and waits for its receipts, for starting up is no part of it; then sends for the two durations together, and waits for
     * the last receipt. What was sent in the warm-up does not count.
     */
    Map<Channel, Delays> run(Notifier notifier, Duration warmUp, Duration measured) {
        try (var producer = producer();
                var consumer = WholeTopic.consumer(bootstrapServers, Topics.DELIVERY_RECEIPTS)) {
            send(producer, notifier);
            awaitAll(consumer);
            sendSteadily(producer, consumer, notifier, warmUp);
            happened.clear();
            sendSteadily(producer, consumer, notifier, measured);
            awaitAll(consumer);
        }
        return delays();
    }

    private void sendSteadily(
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> consumer,
            Notifier notifier,
            Duration time) {
        long start = System.nanoTime();
        long last = sent + rate * time.toSeconds();
        for (long first = sent; sent < last; see(consumer)) {
            while (sent < last
                    && System.nanoTime() - start
                            >= (sent - first) * Duration.ofSeconds(1).toNanos() / rate) {
                send(producer, notifier);
            }
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer, Notifier notifier) {
        int person = (int) (sent % people);
        Notification notification = Notices.happened(sent, person);
        happened.put(notification.notificationId(), notification.at());
        for (ProducerRecord<byte[], byte[]> record : notifier.records(notification, person)) {
            Future<RecordMetadata> unused = producer.send(record);
        }
        sent++;
    }

    private void awaitAll(KafkaConsumer<byte[], byte[]> consumer) {
        long expected = sent * Channel.values().length;
        long lastProgress = System.nanoTime();
        while (arrived.size() < expected) {
            if (see(consumer)) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > PATIENCE.toNanos()) {
                throw new IllegalStateException("only " + arrived.size() + " of " + expected
                        + " messages were accepted, and none in the last " + PATIENCE.toSeconds() + " s");
            }
        }
    }

    /** Returns whether there is a new one. */
    private boolean see(KafkaConsumer<byte[], byte[]> consumer) {
        int before = arrived.size();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            see(RECEIPT.read(record.value()));
        }
        return arrived.size() > before;
    }

    private void see(DeliveryReceipt receipt) {
        switch (receipt.state()) {
            case ACCEPTED ->
                arrived.putIfAbsent(
                        new Message(receipt.notification(), receipt.channel()),
                        new Arrival(receipt.references().getFirst(), Instant.now()));
            case DELIVERED -> {}
            case FAILED, UNKNOWN ->
                throw new IllegalStateException(
                        "the servers of a benchmark take everything, but of a message it is said: " + receipt.detail());
        }
    }

    private Map<Channel, Delays> delays() {
        Map<String, Instant> taken = postbox.taken();
        var delays = new EnumMap<Channel, Delays>(Channel.class);
        arrived.forEach((message, arrival) -> {
            Instant at = happened.get(message.notification());
            if (at != null) {
                delays.computeIfAbsent(message.channel(), channel -> new Delays())
                        .record(at, taken(taken, arrival.reference()), arrival.seen());
            }
        });
        return delays;
    }

    private static Instant taken(Map<String, Instant> taken, String reference) {
        Instant at = taken.get(reference);
        if (at == null) {
            throw new IllegalStateException("a message was accepted that no server has: " + reference);
        }
        return at;
    }

    private KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> settings = Settings.producer(bootstrapServers, null);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
