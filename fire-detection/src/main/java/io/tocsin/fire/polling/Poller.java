package io.tocsin.fire.polling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.fire.registry.RegistryTable;
import io.tocsin.fire.registry.RegistryTable.Subscription;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.DetectorSignal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each passive detector at its interval, and hands on what it answers.
 *
 * <p>A detector is asked by the process that reads its partition of {@code detector-signals}, so that only one asks it; while
 * partitions move it may be two for a moment, which does no harm. Each has a virtual thread of its own: a slow one holds up
 * nobody else. A detector that does not answer says nothing, and supervision finds it silent.
 */
public final class Poller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private final RegistryTable<DetectorId, Detector> detectors;
    private final Supplier<Set<Integer>> ownedPartitions;
    private final ToIntFunction<DetectorId> partitionOf;
    private final DetectorLine line;
    private final Answers answers;
    private final Subscription<DetectorId> changes;
    private final Map<DetectorId, Asking> asked = new ConcurrentHashMap<>();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("polling").daemon().factory());
    private final Counter answered;
    private final Counter failed;
    private Set<Integer> owned = Set.of();

    /** Where answers go. */
    @FunctionalInterface
    public interface Answers {
        /** Takes one, at once. */
        void take(DetectorId detector, DetectorSignal signal);
    }

    private record Asking(Detector detector, Thread thread) {}

    /**
     * @param detectors all that are registered
     * @param ownedPartitions those that this process reads at the moment
     * @param partitionOf where a detector's signals belong
     */
    public Poller(
            RegistryTable<DetectorId, Detector> detectors,
            Supplier<Set<Integer>> ownedPartitions,
            ToIntFunction<DetectorId> partitionOf,
            DetectorLine line,
            Answers answers,
            MeterRegistry meters) {
        this.detectors = detectors;
        this.ownedPartitions = ownedPartitions;
        this.partitionOf = partitionOf;
        this.line = line;
        this.answers = answers;
        this.changes = detectors.subscribe(id -> true);
        this.answered = counter(meters, "answered");
        this.failed = counter(meters, "failed");
        Gauge.builder("tocsin.fire.polled", asked, Map::size)
                .description("Passive detectors asked by this process")
                .register(meters);
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("tocsin.fire.polls")
                .description("Questions to passive detectors")
                .tag("result", result)
                .register(meters);
    }

    /** Begins. */
    public void start() {
        var unused = looking.scheduleWithFixedDelay(this::look, 0, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            Set<Integer> now = ownedPartitions.get();
            if (now.equals(owned)) {
                for (DetectorId changed = changes.next(); changed != null; changed = changes.next()) {
                    follow(changed);
                }
            } else {
                owned = now;
                Set.copyOf(asked.keySet()).forEach(this::follow);
                detectors.all().forEach(detector -> follow(detector.detector()));
            }
        } catch (RuntimeException e) {
            LOG.error("Who is to be asked could not be found out; it is tried again", e);
        }
    }

    /** Asks it, or no more, as it is registered now. */
    private void follow(DetectorId id) {
        Detector registered = detectors.find(id);
        Detector wanted = registered != null
                        && registered.kind() == DetectorKind.PASSIVE
                        && owned.contains(partitionOf.applyAsInt(id))
                ? registered
                : null;
        Asking present = asked.get(id);
        if (Objects.equals(wanted, present == null ? null : present.detector())) {
            return;
        }
        if (present != null) {
            present.thread().interrupt();
            asked.remove(id);
        }
        if (wanted != null && wanted.address() != null) {
            URI address = URI.create(wanted.address());
            asked.put(
                    id,
                    new Asking(
                            wanted,
                            Thread.ofVirtual().name("ask-" + id).start(() -> askUntilStopped(wanted, address))));
        }
    }

    private void askUntilStopped(Detector detector, URI address) {
        long interval = detector.interval().toNanos();
        // Spread over the interval: thousands are registered at once.
        long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(interval);
        try {
            while (!Thread.currentThread().isInterrupted()) {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                ask(detector.detector(), address);
                // After a slow answer the next question is asked at once, and those that were missed are not.
                due = Math.max(due + interval, System.nanoTime());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(DetectorId detector, URI address) throws InterruptedException {
        try {
            switch (line.ask(address)) {
                case DetectorLine.Answer.Said(DetectorSignal signal) -> {
                    answered.increment();
                    answers.take(detector, signal);
                }
                case DetectorLine.Answer.Nothing(String why) -> {
                    failed.increment();
                    LOG.debug("Detector {} was asked in vain: {}", detector, why);
                }
            }
        } catch (RuntimeException e) {
            failed.increment();
            LOG.warn("Detector {} was asked and its answer lost; it is asked again: {}", detector, e.toString());
        }
    }

    @Override
    public void close() {
        looking.shutdownNow();
        detectors.unsubscribe(changes);
        asked.values().forEach(asking -> asking.thread().interrupt());
    }
}
