package io.tocsin.calls;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * What leaves the engine, to be branched into topics. All of it is sent in the transaction that moves the engine's own
 * state, so send it with ordinary sinks, each of them as {@link #sink} says.
 *
 * @param <Q> the request
 * @param <A> the outside's answer
 */
public sealed interface CallEvent<Q, A> {
    /** The record's value for its topic; {@code null} only for a dead letter that had none. */
    byte @Nullable [] value();

    /**
     * A request was taken in: once, before anything else is told of it, and once more when a person sends it again after it failed.
     * Only from an engine that is {@link OutboundCalls.Builder#tellingIntake}; not to be sent to a topic.
     *
     * @param value the request as it was received
     */
    record TakenIn<Q, A>(Q request, byte[] value) implements CallEvent<Q, A> {}

    /** A final outcome; {@code value} is what {@link OutcomeForm} wrote. */
    record Finished<Q, A>(Outcome<Q, A> outcome, byte[] value) implements CallEvent<Q, A> {}

    /**
     * A request that is due again: send it to the topic that the engine reads.
     *
     * @param value the request
     * @param partition where it came from and has to come back to: the ledger of this partition knows it
     */
    record Republished<Q, A>(byte[] value, int partition) implements CallEvent<Q, A> {}

    /**
     * What cannot be handled as a request, as it was received; the record's headers say why ({@link DeadLetterHeaders}).
     * Only what must not be kept is masked ({@link RequestForm#masking}), and what is too large for Kafka is cut.
     */
    record DeadLettered<Q, A>(byte @Nullable [] value, String reason) implements CallEvent<Q, A> {}

    /**
     * How events are written to their topics. A republished request goes to the partition it came from, even when the
     * producer that first wrote it chose partitions in its own way (librdkafka does); the rest goes by its key.
     *
     * @param name the sink's name in the topology
     */
    static <Q, A> Produced<byte[], CallEvent<Q, A>> sink(String name) {
        Serializer<CallEvent<Q, A>> values = (topic, event) -> event.value();
        Deserializer<CallEvent<Q, A>> none = (topic, bytes) -> {
            throw new UnsupportedOperationException("events are only written");
        };
        StreamPartitioner<byte[], CallEvent<Q, A>> partitions =
                (topic, key, event, count) -> event instanceof Republished<Q, A>(var value, int partition)
                        ? Optional.of(Set.of(partition))
                        : Optional.empty();
        return Produced.with(Serdes.ByteArray(), Serdes.serdeFrom(values, none), partitions)
                .withName(name);
    }
}
