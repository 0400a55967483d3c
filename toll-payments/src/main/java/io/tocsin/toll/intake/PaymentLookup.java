package io.tocsin.toll.intake;

import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.RequestState;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.toll.payment.ChargeAnswer;
import io.tocsin.toll.topology.PaymentForm;
import io.tocsin.toll.topology.PaymentOutcomes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Finds where a payment stands: in this instance's stores, in another's, or accepted and not read yet. */
@Singleton
public final class PaymentLookup {
    private final OutboundCalls<PendingPayment, ChargeAnswer.Approved> bankCalls;
    private final KafkaStreams streams;
    private final PaymentIntake intake;
    private final Peers peers;
    private final PaymentForm form = new PaymentForm();

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
        if (here instanceof Found.CannotTell) {
            return here;
        }
        if (elsewhere instanceof Found.CannotTell) {
            return elsewhere;
        }
        return intake.recentlyAccepted(id).<Found>map(Found.JustAccepted::new).orElse(elsewhere);
    }

    /**
     * Whether the stores of this instance know the id for another vehicle, amount or card. Another instance may know it all
     * the same: then the stream dead-letters the payment.
     */
    public boolean knowsAnother(PendingPayment payment) {
        if (!(findHere(payment.paymentId()) instanceof Found.Here(RequestState state))) {
            return false;
        }
        return switch (state) {
            case RequestState.InFlight(byte[] request, int retries) -> differs(payment, form.read(request));
            case RequestState.Waiting(byte[] request, int retries, Instant due) -> differs(payment, form.read(request));
            case RequestState.OnItsWay onItsWay -> false;
            case RequestState.Finished finished -> {
                PaymentOutcome outcome = PaymentOutcomes.read(finished.outcome());
                yield differs(
                        payment,
                        PendingPayment.of(
                                outcome.paymentId(), outcome.vehicle(), outcome.amount(), outcome.card(), null));
            }
        };
    }

    private boolean differs(PendingPayment one, PendingPayment other) {
        return !Arrays.equals(form.content(one), form.content(other));
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
