package io.tocsin.bench;

import io.tocsin.model.fire.Notification;
import io.tocsin.notification.config.NotificationConfig;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One way to get messages to people. */
interface Notifier {

    /** As it stands in the table. */
    String name();

    /**
     * How many waiting messages are enough for it to be measured.
     *
     * @param asked how many the fast ones are given
     */
    int messages(int asked);

    /** What it must find in Kafka so that a person is told by mail and by SMS of something on the person's floor. */
    List<ProducerRecord<byte[], byte[]>> records(Notification notification, int person);

    /**
     * Starts to work off {@code emails} and {@code sms-messages}. The on-call directory is there.
     *
     * @param config where mail server and SMS centre are
     * @return stops it
     */
    AutoCloseable start(String bootstrapServers, NotificationConfig config);
}
