package io.tocsin.fire.http;

import io.tocsin.fire.operator.PeerPass;
import io.tocsin.service.http.Problem;
import io.tocsin.service.kafka.Instances;
import io.tocsin.service.kafka.Instances.Said;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/** Finds how something stands: in this instance's stores, or by asking the instance that looks after it. */
@Singleton
final class StateLookup {
    /** The {@code scope} of a question that must not be handed on. */
    static final String THIS_INSTANCE = "this-instance";

    private static final String ONLY_HERE = "?scope=" + THIS_INSTANCE;
    private static final String TAKING_OVER = "this instance is still taking over its part of the building";

    private final KafkaStreams streams;
    private final Instances instances;
    private final PeerPass pass;

    StateLookup(KafkaStreams streams, Instances instances, PeerPass pass) {
        this.streams = streams;
        this.instances = instances;
        this.pass = pass;
    }

    /**
     * What is known.
     *
     * @param <T> what is asked for
     */
    sealed interface Found<T> {
        /** The stores of this instance have it. */
        record Here<T>(T state) implements Found<T> {}

        /** Another instance has it; its answer, as JSON. */
        record Elsewhere<T>(byte[] json) implements Found<T> {}

        /** The instance that would have it has nothing of that name. */
        record Nowhere<T>() implements Found<T> {}

        /** Whoever has it could not be asked; {@code detail} says why. */
        record CannotTell<T>(String detail) implements Found<T> {}
    }

    /**
     * Looks here, or asks who has it.
     *
     * @param owner who has it
     * @param here looks into this instance's stores
     * @param path where another instance is asked
     * @param scope {@link #THIS_INSTANCE} when no other instance is to be asked
     */
    <T> Found<T> find(Supplier<Optional<HostInfo>> owner, Supplier<T> here, String path, String scope) {
        try {
            if (!streams.state().isRunningOrRebalancing()) {
                return new Found.CannotTell<>("the stream does not run");
            }
            Optional<HostInfo> whose = owner.get();
            if (whose.isEmpty()) {
                return new Found.CannotTell<>("nobody is known to look after it at this moment");
            }
            if (!instances.isThis(whose.get())) {
                return scope.equals(THIS_INSTANCE)
                        ? new Found.CannotTell<>("another instance looks after it now")
                        : elsewhere(whose.get(), path);
            }
            return new Found.Here<>(here.get());
        } catch (InvalidStateStoreException e) {
            return new Found.CannotTell<>(TAKING_OVER);
        }
    }

    /**
     * Answers whoever has asked.
     *
     * @param here how what this instance has is told
     * @param nowhere when there is nothing of that name
     */
    static <T> Response tell(Found<T> found, Function<T, Response> here, Supplier<Problem> nowhere) {
        return switch (found) {
            case Found.Here<T>(T state) -> here.apply(state);
            case Found.Elsewhere<T>(byte[] json) ->
                Response.ok(json, MediaType.APPLICATION_JSON_TYPE).build();
            case Found.Nowhere<T> none -> nowhere.get().response();
            case Found.CannotTell<T>(String detail) ->
                ComeAgain.because("Cannot tell yet", detail).response();
        };
    }

    private <T> Found<T> elsewhere(HostInfo owner, String path) {
        return switch (ask(owner, path)) {
            case Said.Answer(int status, byte[] body) when status == 200 -> new Found.Elsewhere<>(body);
            case Said.Answer(int status, byte[] body) when status == 404 -> new Found.Nowhere<>();
            case Said.Answer(int status, byte[] body) ->
                new Found.CannotTell<>(
                        Instances.nothing(owner, "answered " + status).detail());
            case Said.Nothing(String detail) -> new Found.CannotTell<>(detail);
        };
    }

    /** All other instances. */
    List<HostInfo> others() {
        return instances.others();
    }

    /** Asks one of them. */
    Said ask(HostInfo other, String path) {
        return pass.issue()
                .map(genuine -> instances.ask(other, path + ONLY_HERE, Map.of(HttpHeaders.AUTHORIZATION, genuine)))
                .orElseGet(() -> Instances.nothing(
                        other, "is not asked: instances need a secret in common (tocsin.fire.peers-secret-file)"));
    }
}
