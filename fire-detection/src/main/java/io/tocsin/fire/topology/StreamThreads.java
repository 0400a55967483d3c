package io.tocsin.fire.topology;

import java.time.Duration;
import org.apache.kafka.streams.KafkaStreams;

/** The threads of the stream. */
public final class StreamThreads {
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final KafkaStreams streams;

    /** Of this stream. */
    public StreamThreads(KafkaStreams streams) {
        this.streams = streams;
    }

    /**
     * Puts new threads in place of all: they have clients of their own and go by the clock as it is now. It may take some
     * seconds; floors are handed over in between.
     */
    public void renew() {
        int threads = streams.metadataForLocalThreads().size();
        for (int i = 0; i < threads; i++) {
            streams.addStreamThread();
        }
        // The oldest go first.
        for (int i = 0; i < threads; i++) {
            streams.removeStreamThread(STOPPING);
        }
    }
}
