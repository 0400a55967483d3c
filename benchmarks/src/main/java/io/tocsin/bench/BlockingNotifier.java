package io.tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.calls.Outcome;
import io.tocsin.model.fire.Notification;
import io.tocsin.model.notification.Channel;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.notification.config.NotificationConfig;
import io.tocsin.notification.config.ServiceParts;
import io.tocsin.notification.delivery.DeliveryAnswer;
import io.tocsin.notification.message.DeliveryReceipts;
import io.tocsin.notification.message.MessageForm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What everyone writes first: a consumer for each topic, on a thread of its own, hands over one message after the other and commits
 * what it has polled. At least once; nothing is tried again, nobody is asked, and an outage ends it.
 */
final class BlockingNotifier implements Notifier {
    private static final String GROUP = "blocking";
    private static final int ENOUGH = 500;
    private static final Duration POLL = Duration.ofMillis(100);

    private final Notices notices = new Notices();

    @Override
    public String name() {
        return "blocking consumers, at least once";
    }

    @Override
    public int messages(int asked) {
        return Math.min(asked, ENOUGH);
    }

    @Override
    public List<ProducerRecord<byte[], byte[]>> records(Notification notification, int person) {
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (Channel channel : Channel.values()) {
            records.add(notices.record(channel, notification, person));
        }
        return records;
    }

    @Override
    public AutoCloseable start(String bootstrapServers, NotificationConfig config) {
        Gateways gateways = Gateways.open(bootstrapServers, config);
        var mails = new Worker<>(
                bootstrapServers,
                Topics.EMAILS,
                MessageForm.ofEmails(),
                ServiceParts.handingOver(gateways.mailServer(), config.smtp()));
        var sms = new Worker<>(
                bootstrapServers,
                Topics.SMS_MESSAGES,
                MessageForm.ofSms(),
                ServiceParts.handingOver(gateways.smsCentre()));
        return () -> {
            mails.end();
            sms.end();
            gateways.close();
        };
    }

    private static final class Worker<M> {
        private final MessageForm<M> form;
        private final DeliveryReceipts<M> receipts;
        private final Function<M, DeliveryAnswer> gateway;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final KafkaProducer<byte[], byte[]> producer;
        private final Thread thread;

        Worker(String bootstrapServers, Topic topic, MessageForm<M> form, Function<M, DeliveryAnswer> gateway) {
            this.form = form;
            this.receipts = new DeliveryReceipts<>(form);
            this.gateway = gateway;
            this.consumer = new KafkaConsumer<>(
                    Settings.consumer(bootstrapServers, GROUP),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            this.producer = new KafkaProducer<>(
                    Settings.producer(bootstrapServers, null), new ByteArraySerializer(), new ByteArraySerializer());
            this.thread = Thread.ofPlatform()
                    .name("blocking-" + topic.name())
                    .daemon()
                    .start(() -> run(topic));
        }

        private void run(Topic topic) {
            try (consumer;
                    producer) {
                consumer.subscribe(List.of(topic.name()));
                while (true) {
                    ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
                    records.forEach(this::handOver);
                    producer.flush();
                    consumer.commitSync();
                }
            } catch (WakeupException e) {
                // It is being closed.
                return;
            }
        }

        private void handOver(ConsumerRecord<byte[], byte[]> record) {
            M message = form.read(record.value());
            if (!(gateway.apply(message) instanceof DeliveryAnswer.Accepted accepted)) {
                throw new IllegalStateException(
                        "the servers of a benchmark take everything, but not a message of " + record.topic());
            }
            var outcome = new Outcome.Succeeded<>(message, accepted, 1, Instant.now());
            Future<RecordMetadata> unused = producer.send(new ProducerRecord<>(
                    Topics.DELIVERY_RECEIPTS.name(),
                    form.envelope(message).notification().text().getBytes(UTF_8),
                    receipts.write(outcome)));
        }

        void end() {
            consumer.wakeup();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while messages were being handed over", e);
            }
        }
    }
}
