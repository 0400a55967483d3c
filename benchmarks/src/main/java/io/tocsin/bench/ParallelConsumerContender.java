package io.tocsin.bench;

import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.CommitMode;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.payment.Bank;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Confluent's Parallel Consumer, in key order. It has no ledger: a duplicate would be called and settled again. */
final class ParallelConsumerContender implements Contender {
    private static final JsonForm<PendingPayment> PENDING = Json.form(PendingPayment.class);
    private static final JsonForm<PaymentOutcome> OUTCOME = Json.form(PaymentOutcome.class);

    private final boolean transactional;
    private final int concurrency;

    ParallelConsumerContender(boolean transactional, int concurrency) {
        this.transactional = transactional;
        this.concurrency = concurrency;
    }

    @Override
    public String name() {
        return "Parallel Consumer 0.5.3, " + (transactional ? "transactional" : "at least once");
    }

    @Override
    public int payments(int asked) {
        return asked;
    }

    @Override
    public AutoCloseable start(String bootstrapServers, Bank bank) {
        var consumer = new KafkaConsumer<>(
                Settings.consumer(bootstrapServers, "parallel-consumer"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        var producer = new KafkaProducer<>(
                Settings.producer(bootstrapServers, transactional ? "parallel-consumer" : null),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        ParallelStreamProcessor<byte[], byte[]> processor =
                ParallelStreamProcessor.createEosStreamProcessor(ParallelConsumerOptions.<byte[], byte[]>builder()
                        .ordering(ProcessingOrder.KEY)
                        .maxConcurrency(concurrency)
                        .commitMode(
                                transactional
                                        ? CommitMode.PERIODIC_TRANSACTIONAL_PRODUCER
                                        : CommitMode.PERIODIC_CONSUMER_ASYNCHRONOUS)
                        // It looks for a private field that newer clients no longer have; auto commit is off above.
                        .ignoreReflectiveAccessExceptionsForAutoCommitDisabledCheck(true)
                        .consumer(consumer)
                        .producer(producer)
                        .build());
        processor.subscribe(List.of(Topics.PENDING_PAYMENTS.name()));
        processor.pollAndProduce(polled -> {
            PendingPayment payment = PENDING.read(polled.value());
            return new ProducerRecord<>(
                    Topics.SETTLED_PAYMENTS.name(), polled.key(), OUTCOME.write(Settling.settle(bank, payment)));
        });
        return processor::closeDontDrainFirst;
    }
}
