package io.tocsin.bench;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;
import org.awaitility.core.ConditionTimeoutException;

/** How long each fire takes from being signalled to being seen. One thread signals, another sees. */
final class Arrivals {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int NANOS_PER_MICRO = 1_000;

    private final Map<Integer, Long> signalledNanos = new ConcurrentHashMap<>();
    private final Histogram micros = new SynchronizedHistogram(Trickle.DIGITS);
    private final AtomicLong notSeen = new AtomicLong();

    /** A fire is about to be signalled on a floor. One that is still not seen from last time never will be. */
    void signalled(int floor) {
        if (signalledNanos.put(floor, System.nanoTime()) != null) {
            notSeen.incrementAndGet();
        }
    }

    /** It was seen. Again, when there was none to be seen: that is somebody else's. */
    void seen(int floor) {
        Long signalled = signalledNanos.remove(floor);
        if (signalled != null) {
            micros.recordValue((System.nanoTime() - signalled) / NANOS_PER_MICRO);
        }
    }

    /** Waits for those that are on their way; who has not come by then is not seen. */
    void awaitAll() {
        try {
            await().atMost(PATIENCE).until(signalledNanos::isEmpty);
        } catch (ConditionTimeoutException e) {
            notSeen.addAndGet(signalledNanos.size());
            signalledNanos.clear();
        }
    }

    /** Forgets what was measured so far, and not what was not seen. */
    void beginToCount() {
        micros.reset();
    }

    /** Microseconds. */
    Histogram micros() {
        return micros;
    }

    /** How many were never seen. */
    long notSeen() {
        return notSeen.get();
    }
}
