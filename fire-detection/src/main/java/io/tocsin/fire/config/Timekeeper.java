package io.tocsin.fire.config;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tocsin.fire.topology.ClockWatch;
import io.tocsin.fire.topology.FireParts;
import io.tocsin.fire.topology.StreamThreads;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.jboss.logging.Logger;

/** Beats the pulse, and puts new threads into the stream when the system's clock was set back. */
@Singleton
final class Timekeeper {
    private static final Logger LOG = Logger.getLogger(Timekeeper.class);
    private static final int EVERY_MILLIS = 250;

    private final FireParts parts;
    private final StreamThreads threads;
    private final ClockWatch watch;
    private final ScheduledExecutorService beats = daemon("fire-pulse");
    private final ScheduledExecutorService looks = daemon("fire-clock-watch");

    Timekeeper(FireParts parts, KafkaStreams streams, Clock clock) {
        this.parts = parts;
        this.threads = new StreamThreads(streams);
        this.watch = new ClockWatch(clock, System::nanoTime);
    }

    void begin(@Observes StartupEvent starting) {
        repeat(beats, parts.pulse()::beat);
        repeat(looks, this::look);
    }

    private static void repeat(ScheduledExecutorService thread, Runnable what) {
        var unused = thread.scheduleWithFixedDelay(what, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        if (watch.wasSetBack()) {
            LOG.warn(
                    "The system's clock was set back: the stream's threads are replaced, as nothing that is timed would happen"
                            + " until it has caught up");
            threads.outdate();
        }
        try {
            threads.replace();
        } catch (RuntimeException e) {
            LOG.error(
                    "The stream's threads could not all be replaced. It is tried again; if that fails too, restart this instance",
                    e);
        }
    }

    void end(@Observes ShutdownEvent stopping) {
        beats.shutdownNow();
        looks.shutdownNow();
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }
}
