package io.tocsin.fire.http;

import io.tocsin.service.kafka.Instances;
import io.tocsin.service.kafka.Instances.Said;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/** Finds how something stands: in this instance's stores, or by asking the instance that looks after it. */
@Singleton
final class StateLookup {
    static final String ONLY_HERE = "?scope=this-instance";

    private static final String TAKING_OVER = "this instance is still taking over its part of the building";

    private final KafkaStreams streams;
    private final Instances instances;

    StateLookup(KafkaStreams streams, Instances instances) {
        this.streams = streams;
        this.instances = instances;
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
     * @param authorization of who asks
     * @param onlyHere whether no other instance is to be asked
     */
    <T> Found<T> find(
            Supplier<Optional<HostInfo>> owner, Supplier<T> here, String path, String authorization, boolean onlyHere) {
        try {
            if (!streams.state().isRunningOrRebalancing()) {
                return new Found.CannotTell<>("the stream does not run");
            }
            Optional<HostInfo> whose = owner.get();
            if (whose.isEmpty()) {
                return new Found.CannotTell<>("nobody is known to look after it at this moment");
            }
            if (!instances.isThis(whose.get())) {
                return onlyHere
                        ? new Found.CannotTell<>("another instance looks after it now")
                        : elsewhere(whose.get(), path, authorization);
            }
            return new Found.Here<>(here.get());
        } catch (InvalidStateStoreException e) {
            return new Found.CannotTell<>(TAKING_OVER);
        }
    }

    private <T> Found<T> elsewhere(HostInfo owner, String path, String authorization) {
        return switch (ask(owner, path, authorization)) {
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
    Said ask(HostInfo other, String path, String authorization) {
        return instances.ask(other, path + ONLY_HERE, Map.of(HttpHeaders.AUTHORIZATION, authorization));
    }
}
