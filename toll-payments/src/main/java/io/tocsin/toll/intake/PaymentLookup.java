package io.tocsin.toll.intake;

import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.RequestState;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.payment.ChargeAnswer;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Finds where a payment stands: in this instance's stores, in another's, or accepted and not read yet. */
@Singleton
public final class PaymentLookup {
    private final OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls;
    private final KafkaStreams streams;
    private final PaymentIntake intake;
    private final Peers peers;

    PaymentLookup(
            OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls,
            KafkaStreams streams,
            PaymentIntake intake,
            Peers peers) {
        this.bankCalls = bankCalls;
        this.streams = streams;
        this.intake = intake;
        this.peers = peers;
    }

    /** What is known of a payment. */
    public sealed interface Found {
        /** The stores of this instance know it. */
        record Here(RequestState state) implements Found {}

        /** Another instance knows it; its answer, as JSON. */
        record Elsewhere(byte[] json) implements Found {}

        /** Accepted over HTTP a short while ago and not read by the stream yet. */
        record JustAccepted(PendingPayment payment) implements Found {}

        /** Every instance was asked and none knows it. */
        record Nowhere() implements Found {}

        /** Not every instance could be asked; {@code detail} says why. */
        record CannotTell(String detail) implements Found {}
    }

    /** Asks this instance, then the others. */
    public Found find(PaymentId id) {
        Found here = findHere(id);
        if (here instanceof Found.Here) {
            return here;
        }
        Found elsewhere = peers.find(id);
        if (elsewhere instanceof Found.Elsewhere) {
            return elsewhere;
        }
        Optional<PendingPayment> accepted = intake.recentlyAccepted(id);
        if (accepted.isPresent()) {
            return new Found.JustAccepted(accepted.get());
        }
        return here instanceof Found.CannotTell ? here : elsewhere;
    }

    /** Asks this instance only. */
    public Found findHere(PaymentId id) {
        try {
            return bankCalls
                    .find(streams, id.text())
                    .<Found>map(Found.Here::new)
                    .orElseGet(Found.Nowhere::new);
        } catch (InvalidStateStoreException e) {
            return new Found.CannotTell("this instance is still taking over its part of the payments");
        }
    }
}
