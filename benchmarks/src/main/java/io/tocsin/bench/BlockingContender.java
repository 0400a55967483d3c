package io.tocsin.bench;

import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.payment.Bank;
import java.time.Duration;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** What everyone writes first: the bank is called inside a map of the topology, exactly once, four threads. */
final class BlockingContender implements Contender {
    private static final int THREADS = 4;
    private static final int ENOUGH = 600;
    private static final Duration AT_CLOSE = Duration.ofSeconds(30);
    private static final JsonForm<PendingPayment> PENDING = Json.form(PendingPayment.class);
    private static final JsonForm<PaymentOutcome> OUTCOME = Json.form(PaymentOutcome.class);

    @Override
    public String name() {
        return "blocking topology, exactly once";
    }

    @Override
    public int payments(int asked) {
        return Math.min(asked, ENOUGH);
    }

    @Override
    public AutoCloseable start(String bootstrapServers, Bank bank) {
        var builder = new StreamsBuilder();
        builder.stream(Topics.PENDING_PAYMENTS.name(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .mapValues(PENDING::read)
                .mapValues(payment -> Settling.settle(bank, payment))
                .mapValues(OUTCOME::write)
                .to(Topics.SETTLED_PAYMENTS.name(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
        var streams = new KafkaStreams(builder.build(), Settings.streams(bootstrapServers, "blocking", THREADS));
        streams.start();
        return () -> streams.close(AT_CLOSE);
    }
}
