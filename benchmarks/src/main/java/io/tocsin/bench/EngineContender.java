package io.tocsin.bench;

import io.tocsin.calls.CallLimits;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.payment.Bank;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.topology.BankCalls;
import io.tocsin.toll.topology.PaymentForm;
import io.tocsin.toll.topology.PaymentOutcomes;
import io.tocsin.toll.topology.TollTopology;
import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;

/** Tocsin itself: the topology of toll-payments with the whole domain, exactly once. */
final class EngineContender implements Contender {
    private static final Duration AT_CLOSE = Duration.ofSeconds(30);
    private static final int STREAM_THREADS = 4;

    private final int concurrency;

    EngineContender(int concurrency) {
        this.concurrency = concurrency;
    }

    @Override
    public String name() {
        return "Tocsin, exactly once";
    }

    @Override
    public int payments(int asked) {
        return asked;
    }

    @Override
    public AutoCloseable start(String bootstrapServers, Bank bank) {
        CallLimits usual = CallLimits.DEFAULTS;
        var calls = OutboundCalls.<PendingPayment, ChargeAnswer.Approved>named(
                        "bank", new PaymentForm(), new PaymentOutcomes())
                .limits(new CallLimits(
                        concurrency,
                        Math.max(usual.maxOpenRequests(), 8 * concurrency),
                        usual.longestHold(),
                        usual.longestWait(),
                        usual.tick(),
                        usual.ledgerWindow()))
                .calling(new BankCalls(bank, Duration.ofDays(7)));
        var settings = Settings.streams(bootstrapServers, "engine", STREAM_THREADS);
        var streams = new KafkaStreams(new TollTopology(calls).build(), settings);
        streams.start();
        return () -> {
            calls.drain(AT_CLOSE);
            streams.close(AT_CLOSE);
        };
    }
}
