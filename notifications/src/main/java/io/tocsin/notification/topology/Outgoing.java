package io.tocsin.notification.topology;

import io.tocsin.model.topic.Topic;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * What a step of the topology writes; the key and the headers are the record's.
 *
 * @param topic where
 * @param value what
 * @param partition on which partition; null for the one of its key
 */
record Outgoing(
        Topic topic, byte @Nullable [] value, @Nullable Integer partition) {

    /** To the partition of its key. */
    Outgoing(Topic topic, byte @Nullable [] value) {
        this(topic, value, null);
    }

    /** Writes all of a stream, each to its topic. */
    static void write(KStream<byte[], Outgoing> stream, String name) {
        Serializer<Outgoing> values = (topic, outgoing) -> outgoing.value();
        Deserializer<Outgoing> none = (topic, bytes) -> {
            throw new UnsupportedOperationException("what goes out is only written");
        };
        StreamPartitioner<byte[], Outgoing> partitions = (topic, key, outgoing, count) ->
                Optional.ofNullable(outgoing.partition()).map(Set::of);
        stream.to(
                (key, outgoing, context) -> outgoing.topic().name(),
                Produced.with(Serdes.ByteArray(), Serdes.serdeFrom(values, none), partitions)
                        .withName(name));
    }
}
