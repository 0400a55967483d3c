package io.tocsin.toll.topology;

import io.tocsin.calls.CallEvent;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.Outcome;
import io.tocsin.calls.RequestReading;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topic;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.payment.ChargeAnswer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Predicate;

/** Pending payments → bank → settled or failed, or back to the end of the topic, or dead letter. */
public final class TollTopology {
    /** A payment is a few hundred bytes; what is this much longer is not one. */
    private static final int LARGEST_PAYMENT = 16 * 1024;

    private final OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls;

    /** @param bankCalls the engine, with the bank behind it */
    public TollTopology(OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls) {
        this.bankCalls = bankCalls;
    }

    /** Builds it. */
    public Topology build() {
        var builder = new StreamsBuilder();
        builder.stream(Topics.PENDING_PAYMENTS.name(), asReceived("read-pending-payments"))
                .processValues(() -> new RequestReading<>(new PaymentForm(), LARGEST_PAYMENT), Named.as("read-payment"))
                .process(bankCalls, Named.as("charge-at-bank"))
                .split(Named.as("payment-"))
                .branch(settled(), to(Topics.SETTLED_PAYMENTS))
                .branch(failed(), to(Topics.FAILED_PAYMENTS))
                .branch(republished(), to(Topics.PENDING_PAYMENTS))
                .branch(deadLettered(), to(Topics.PENDING_PAYMENTS_DEAD_LETTER));
        return builder.build();
    }

    private static Predicate<byte[], CallEvent<PendingPayment, ChargeAnswer.Approved>> settled() {
        return (vehicle, event) -> event instanceof CallEvent.Finished<PendingPayment, ChargeAnswer.Approved> finished
                && finished.outcome() instanceof Outcome.Succeeded;
    }

    private static Predicate<byte[], CallEvent<PendingPayment, ChargeAnswer.Approved>> failed() {
        return (vehicle, event) -> event instanceof CallEvent.Finished<PendingPayment, ChargeAnswer.Approved> finished
                && finished.outcome() instanceof Outcome.Failed;
    }

    private static Predicate<byte[], CallEvent<PendingPayment, ChargeAnswer.Approved>> republished() {
        return (vehicle, event) -> event instanceof CallEvent.Republished;
    }

    private static Predicate<byte[], CallEvent<PendingPayment, ChargeAnswer.Approved>> deadLettered() {
        return (vehicle, event) -> event instanceof CallEvent.DeadLettered;
    }

    private static Consumed<byte[], byte[]> asReceived(String name) {
        return Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName(name);
    }

    private static Branched<byte[], CallEvent<PendingPayment, ChargeAnswer.Approved>> to(Topic topic) {
        return Branched.withConsumer(
                (KStream<byte[], CallEvent<PendingPayment, ChargeAnswer.Approved>> events) ->
                        events.to(topic.name(), CallEvent.sink("write-" + topic.name())),
                topic.name());
    }
}
