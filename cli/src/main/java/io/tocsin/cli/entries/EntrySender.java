package io.tocsin.cli.entries;

import io.tocsin.cli.entries.EntryPlan.Passage;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends one payment for each entry, in their order. */
final class EntrySender implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final JsonForm<PendingPayment> form = Json.form(PendingPayment.class);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    EntrySender(String bootstrapServers) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        128 * 1024,
                        // Between two processes of one machine bytes are cheaper than the CPU to pack them.
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "none"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Returns when Kafka has taken all of them.
     *
     * @param meanwhile is run now and then
     * @throws CommandFailure when Kafka does not take one
     */
    void send(EntryPlan plan, RunIds ids, Tally tally, Pace pace, Runnable meanwhile) {
        for (int entry = 0; entry < plan.size(); entry++) {
            requireTaken(entry, plan.size());
            pace.await(entry);
            Passage passage = plan.passage(entry);
            var payment = PendingPayment.of(ids.of(entry), passage.vehicle(), plan.amount(entry), passage.card(), null);
            var record = new ProducerRecord<>(
                    Topics.PENDING_PAYMENTS.name(),
                    passage.vehicle().text().getBytes(StandardCharsets.UTF_8),
                    form.write(payment));
            tally.sent(entry, System.nanoTime());
            send(record);
            meanwhile.run();
        }
        producer.flush();
        requireTaken(plan.size(), plan.size());
    }

    @Override
    public void close() {
        producer.close();
    }

    // Its failure arrives in the callback.
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record, (taken, problem) -> {
                if (problem != null) {
                    failure.compareAndSet(null, problem);
                }
            });
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void requireTaken(int tried, int all) {
        Exception problem = failure.get();
        if (problem != null) {
            throw CommandFailure.failed(
                    "Kafka did not take every payment (" + problem.getMessage() + "): " + tried + " of " + all
                            + " were tried, some of them may still be settled",
                    problem);
        }
    }
}
