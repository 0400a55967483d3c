package io.tocsin.bench;

import io.tocsin.model.fire.DetectorFault;
import io.tocsin.model.fire.SystemFault;
import io.tocsin.model.json.Json;
import io.tocsin.model.json.JsonForm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Knows who falls silent, and compares what supervision says. One thread speaks, others see. */
final class SilenceWatch {
    private static final JsonForm<DetectorFault> DETECTOR_FAULT = Json.form(DetectorFault.class);
    private static final JsonForm<SystemFault> SYSTEM_FAULT = Json.form(SystemFault.class);

    private final int every;
    private final int silent;
    private final Map<Integer, Long> lastSpokeNanos = new ConcurrentHashMap<>();
    private final Map<Integer, Double> secondsUntilFault = new ConcurrentHashMap<>();
    private final AtomicInteger falseFaults = new AtomicInteger();
    private final AtomicInteger intakeFaults = new AtomicInteger();
    private volatile boolean fallenSilent;

    /**
     * @param detectors how many there are, numbered from 1
     * @param silent how many of them will fall silent, evenly spread
     */
    SilenceWatch(int detectors, int silent) {
        this.every = detectors / silent;
        this.silent = silent;
    }

    private boolean isChosen(int detector) {
        return detector % every == 0 && detector / every <= silent;
    }

    /** Whether a detector whose turn has come speaks. */
    boolean speaks(int detector) {
        if (!isChosen(detector)) {
            return true;
        }
        if (fallenSilent) {
            return false;
        }
        lastSpokeNanos.put(detector, System.nanoTime());
        return true;
    }

    /** Forgets what was said of the intake so far. */
    void beginToCount() {
        intakeFaults.set(0);
    }

    /** From now on those chosen say nothing. */
    void fallSilent() {
        fallenSilent = true;
    }

    /** A record of {@code detector-faults}. */
    void detectorFault(ConsumerRecord<byte[], byte[]> message) {
        if (DETECTOR_FAULT.read(message.value()) instanceof DetectorFault.Raised raised) {
            int detector = (int) raised.detector().number();
            Long lastSpoke = lastSpokeNanos.get(detector);
            if (fallenSilent && lastSpoke != null) {
                secondsUntilFault.putIfAbsent(detector, (System.nanoTime() - lastSpoke) / 1e9);
            } else if (falseFaults.getAndIncrement() == 0) {
                System.err.println("  false: " + raised);
            }
        }
    }

    /** A record of {@code system-faults}. */
    void systemFault(ConsumerRecord<byte[], byte[]> message) {
        if (SYSTEM_FAULT.read(message.value()) instanceof SystemFault.Raised raised) {
            intakeFaults.incrementAndGet();
            System.err.println("  of the intake: " + raised);
        }
    }

    /** How many of the silent were found so. */
    int seen() {
        return secondsUntilFault.size();
    }

    /** From a last signal to its fault; 0 when there is none. */
    double soonestSeconds() {
        return secondsUntilFault.values().stream().mapToDouble(it -> it).min().orElse(0);
    }

    /** From a last signal to its fault; 0 when there is none. */
    double latestSeconds() {
        return secondsUntilFault.values().stream().mapToDouble(it -> it).max().orElse(0);
    }

    /** How many faults were raised of detectors that spoke. */
    int falseFaults() {
        return falseFaults.get();
    }

    /** How often the intake was said to be broken. */
    int intakeFaults() {
        return intakeFaults.get();
    }
}
