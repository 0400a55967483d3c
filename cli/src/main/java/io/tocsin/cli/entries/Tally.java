package io.tocsin.cli.entries;

import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.HdrHistogram.Histogram;

/**
 * What was sent and what came of it. One thread sends, another one sees outcomes; any may look.
 *
 * <p>Times are nanoseconds of {@link System#nanoTime()}.
 */
final class Tally {
    private static final long NANOS_PER_TICK = 100_000;
    private static final long LONGEST_LATENCY_MICROS = Duration.ofHours(24).toNanos() / 1000;
    private static final int DIGITS = 3;

    private final EntryPlan plan;
    private final long begin;
    /** When each entry was sent, in ticks since the beginning. */
    private final AtomicIntegerArray sentAt;

    private final BitSet finished;
    private final Histogram latencyMicros = new Histogram(LONGEST_LATENCY_MICROS, DIGITS);
    private final Map<String, Long> failedByReason = new TreeMap<>();
    private volatile int sent;
    private volatile int settled;
    private volatile int failed;
    private volatile int twice;
    private volatile int wrongAmounts;
    private volatile long settledMinorUnits;
    private volatile long lastOutcome;

    Tally(EntryPlan plan, long begin) {
        this.plan = plan;
        this.begin = begin;
        this.sentAt = new AtomicIntegerArray(plan.size());
        this.finished = new BitSet(plan.size());
        this.lastOutcome = begin;
    }

    /** An entry is being sent; called in the order of the entries. */
    void sent(int entry, long now) {
        sentAt.setRelease(entry, (int) ((now - begin) / NANOS_PER_TICK));
        sent = entry + 1;
    }

    /** An outcome was seen. */
    // One thread writes, so reading and writing again loses nothing.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    synchronized void outcome(int entry, OutcomeGlance outcome, long now) {
        if (finished.get(entry)) {
            twice++;
            return;
        }
        finished.set(entry);
        lastOutcome = now;
        long micros = (now - begin - sentAt.getAcquire(entry) * NANOS_PER_TICK) / 1000;
        if (!outcome.reason().isEmpty()) {
            failedByReason.merge(outcome.reason(), 1L, Long::sum);
            failed++;
            return;
        }
        latencyMicros.recordValue(Math.clamp(micros, 0, LONGEST_LATENCY_MICROS));
        if (outcome.minorUnits() != plan.amount(entry).minorUnits()
                || !outcome.currency().equals(plan.amount(entry).currency().getCurrencyCode())) {
            wrongAmounts++;
        }
        settledMinorUnits = Math.addExact(settledMinorUnits, outcome.minorUnits());
        settled++;
    }

    int sent() {
        return sent;
    }

    int settled() {
        return settled;
    }

    int failed() {
        return failed;
    }

    int twice() {
        return twice;
    }

    int wrongAmounts() {
        return wrongAmounts;
    }

    long settledMinorUnits() {
        return settledMinorUnits;
    }

    /** Whether every entry of the plan has its outcome. */
    boolean isComplete() {
        return settled + failed == plan.size();
    }

    /** From the first payment sent to the last outcome seen. */
    Duration span() {
        return Duration.ofNanos(lastOutcome - begin);
    }

    /** When the last outcome was seen; the beginning when none was. */
    long lastOutcome() {
        return lastOutcome;
    }

    synchronized Map<String, Long> failedByReason() {
        return new TreeMap<>(failedByReason);
    }

    /** From sent to settled; {@code percentile} is 0 to 100. Zero when nothing was settled. */
    synchronized Duration latency(double percentile) {
        return Duration.ofNanos(latencyMicros.getValueAtPercentile(percentile) * 1000);
    }
}
