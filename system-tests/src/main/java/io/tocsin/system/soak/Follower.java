package io.tocsin.system.soak;

import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.system.TopicReader;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads outcomes as they come, counts them, and tells the traffic of those that failed. */
final class Follower implements Runnable {
    static final String SETTLED = "settled";

    private final TopicReader reader;
    private final Traffic traffic;
    private final Counts outcomes;
    private final Deadline end;

    Follower(TopicReader reader, Traffic traffic, Counts outcomes, Deadline end) {
        this.reader = reader;
        this.traffic = traffic;
        this.outcomes = outcomes;
        this.end = end;
    }

    @Override
    public void run() {
        while (!end.hasCome()) {
            for (ConsumerRecord<byte[], byte[]> record : reader.next()) {
                switch (TopicReader.outcome(record)) {
                    case SettledPayment settled -> outcomes.add(SETTLED);
                    case FailedPayment failed -> {
                        outcomes.add("failed: "
                                + failed.reason()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '));
                        traffic.failed(failed);
                    }
                }
            }
        }
    }
}
