package io.tocsin.toll.intake;

import io.tocsin.model.payment.PaymentId;
import io.tocsin.service.kafka.Instances;
import io.tocsin.service.kafka.Instances.Said;
import io.tocsin.toll.intake.PaymentLookup.Found;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.streams.state.HostInfo;

/** Asks the other instances. The ledger is split by vehicle, and an id does not tell its vehicle, so each is asked. */
@Singleton
final class Peers {
    private final Instances instances;

    Peers(Instances instances) {
        this.instances = instances;
    }

    Found find(PaymentId id) {
        Found result = new Found.Nowhere();
        for (HostInfo peer : instances.others()) {
            switch (ask(peer, id)) {
                case Found.Elsewhere elsewhere -> {
                    return elsewhere;
                }
                case Found.CannotTell cannotTell -> result = cannotTell;
                case Found.Here here -> throw new IllegalStateException("a peer is not here");
                case Found.JustAccepted justAccepted -> throw new IllegalStateException("a peer is not here");
                case Found.Nowhere nowhere -> {}
            }
        }
        return result;
    }

    private Found ask(HostInfo peer, PaymentId id) {
        return switch (instances.ask(peer, "/payments/" + id + "?scope=this-instance", Map.of())) {
            case Said.Answer(int status, byte[] body) when status == 200 -> new Found.Elsewhere(body);
            case Said.Answer(int status, byte[] body) when status == 404 -> new Found.Nowhere();
            case Said.Answer(int status, byte[] body) ->
                new Found.CannotTell(
                        Instances.nothing(peer, "answered " + status).detail());
            case Said.Nothing(String detail) -> new Found.CannotTell(detail);
        };
    }
}
