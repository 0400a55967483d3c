package io.tocsin.fire.polling;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorSignal;
import io.tocsin.model.topic.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what passive detectors answer to {@code detector-signals}; what Kafka does not take is tried again until it does.
 *
 * <p>Of each detector one answer waits at the most: the latest, but a 1 stays until it has been written, whatever comes after
 * it. The detector itself may be gone by then. What waits is lost when this process ends.
 *
 * <p>Each answer that waits has one turn coming in which it is written. Safe to share between threads.
 */
public final class AnswerWriter implements Poller.Answers, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);

    private final Producer<byte[], byte[]> producer;
    private final Duration tryAgainAfter;
    private final Map<DetectorId, DetectorSignal> waiting = new ConcurrentHashMap<>();
    /** One thread: while Kafka is away it is held up, and those who ask are not. */
    private final ScheduledThreadPoolExecutor turns = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("writing-answers").daemon().factory(),
            // What comes while the process ends.
            new ThreadPoolExecutor.DiscardPolicy());

    /** @param tryAgainAfter how long after a failure */
    public AnswerWriter(Producer<byte[], byte[]> producer, Duration tryAgainAfter, MeterRegistry meters) {
        this.producer = producer;
        this.tryAgainAfter = tryAgainAfter;
        Gauge.builder("tocsin.fire.polls.unwritten", waiting, Map::size)
                .description("Answers of passive detectors that Kafka has not taken yet")
                .register(meters);
    }

    @Override
    public void take(DetectorId detector, DetectorSignal signal) {
        waiting.compute(detector, (id, before) -> {
            if (before == null) {
                turns.execute(() -> write(detector));
                return signal;
            }
            return moreTelling(before, signal);
        });
    }

    private void write(DetectorId detector) {
        DetectorSignal signal = waiting.remove(detector);
        if (signal == null) {
            return;
        }
        var record = new ProducerRecord<>(Topics.DETECTOR_SIGNALS.name(), detector.toKey(), signal.write());
        try {
            var unused = producer.send(record, (place, failure) -> {
                if (failure != null) {
                    notWritten(detector, signal, failure);
                }
            });
        } catch (RuntimeException e) {
            notWritten(detector, signal, e);
        }
    }

    private void notWritten(DetectorId detector, DetectorSignal signal, Exception failure) {
        LOG.debug("Kafka has not taken what detector {} answered; it is tried again", detector, failure);
        waiting.compute(detector, (id, newer) -> {
            if (newer == null) {
                var unused = turns.schedule(() -> write(detector), tryAgainAfter.toMillis(), TimeUnit.MILLISECONDS);
                return signal;
            }
            return moreTelling(signal, newer);
        });
    }

    private static DetectorSignal moreTelling(DetectorSignal older, DetectorSignal newer) {
        return older.saysFire() && !newer.saysFire() ? older : newer;
    }

    @Override
    public void close() {
        turns.shutdownNow();
    }
}
