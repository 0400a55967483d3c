package io.tocsin.fire.topology;

import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/** The threads of the stream. New ones have clients of their own and go by the clock as it is now. For one thread. */
public final class StreamThreads {
    private static final Logger LOG = Logger.getLogger(StreamThreads.class);
    private static final Duration STOPPING = Duration.ofSeconds(10);

    private final KafkaStreams streams;
    private int toAdd;
    private int toStop;

    /** Of this stream. */
    public StreamThreads(KafkaStreams streams) {
        this.streams = streams;
    }

    /** From now on the threads that there are will not do; {@link #replace} puts new ones in their place. */
    public void outdate() {
        int present = streams.metadataForLocalThreads().size();
        toAdd += present;
        toStop += present;
    }

    /**
     * Puts new threads in place of those that will not do, if there are any. It may take some seconds; floors are handed over in
     * between. What cannot be done at this time, or fails, is done at the next call.
     */
    public void replace() {
        while (toAdd > 0 && isRunning() && streams.addStreamThread().isPresent()) {
            toAdd--;
        }
        while (toAdd == 0 && toStop > 0 && isRunning()) {
            stopOldest();
            toStop--;
        }
    }

    private boolean isRunning() {
        return streams.state().isRunningOrRebalancing();
    }

    private void stopOldest() {
        try {
            streams.removeStreamThread(STOPPING);
        } catch (TimeoutException e) {
            LOG.warnf(
                    "A thread of the stream has been told to stop and needs more than %d s for it. Until then it may act on what"
                            + " others do too; if it goes on, restart this instance: %s",
                    STOPPING.toSeconds(), e.getMessage());
        }
    }
}
