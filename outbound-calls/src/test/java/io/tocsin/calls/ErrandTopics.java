package io.tocsin.calls;

import java.util.Objects;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Branched;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.jspecify.annotations.Nullable;

/**
 * The topics of one test and the topology between them.
 *
 * @param errands where errands come in, and come back; also the Kafka Streams application id
 */
record ErrandTopics(String errands) {
    static final int LARGEST = 1_000;
    static final String ENGINE = "errands";

    String outcomes() {
        return errands + "-outcomes";
    }

    String deadLetters() {
        return errands + "-dead-letter";
    }

    String changelog(String store) {
        return errands + '-' + store + "-changelog";
    }

    Topology topology(OutboundCalls<Errand, String> engine) {
        var builder = new StreamsBuilder();
        var events = builder.stream(errands, Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .processValues(() -> new RequestReading<>(new Errand.Form(), LARGEST), Named.as("read-errand"))
                .process(engine, Named.as("run-errand"))
                .split(Named.as("event-"))
                .branch((key, event) -> event instanceof CallEvent.Republished, Branched.as("again"))
                .branch((key, event) -> event instanceof CallEvent.DeadLettered, Branched.as("dead"))
                .defaultBranch(Branched.as("finished"));
        send(events.get("event-again"), errands);
        send(events.get("event-dead"), deadLetters());
        send(events.get("event-finished"), outcomes());
        return builder.build();
    }

    private static void send(@Nullable KStream<byte[], CallEvent<Errand, String>> events, String topic) {
        Objects.requireNonNull(events).to(topic, CallEvent.sink("write-" + topic));
    }
}
