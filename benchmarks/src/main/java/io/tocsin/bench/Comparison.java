package io.tocsin.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures contenders side by side: each repetition runs every one of them once. The first repetition warms up and is dropped.
 */
final class Comparison {
    private final List<? extends Entry> entries;
    private final String what;
    private final int repetitions;

    /** One who is compared. */
    interface Entry {
        /** As it stands in the table. */
        String name();

        /** Runs once, on a broker of its own that is new, so that nobody profits from another's leavings. */
        Stopwatch.Reading measure() throws Exception;
    }

    /** @param what is counted, in the plural */
    Comparison(List<? extends Entry> entries, String what, int repetitions) {
        this.entries = entries;
        this.what = what;
        this.repetitions = repetitions;
    }

    /** All readings of each contender. */
    Map<String, List<Stopwatch.Reading>> run() throws Exception {
        var readings = new LinkedHashMap<String, List<Stopwatch.Reading>>();
        for (int repetition = 0; repetition <= repetitions; repetition++) {
            for (Entry entry : entries) {
                Stopwatch.Reading reading = entry.measure();
                boolean warmUp = repetition == 0;
                System.err.printf(
                        "%-40s %,10.0f %s/s, %,5.0f µs of processor time each%s%n",
                        entry.name(), reading.perSecond(), what, reading.cpuMicros(), warmUp ? "   (warm-up)" : "");
                List<Stopwatch.Reading> all = readings.computeIfAbsent(entry.name(), name -> new ArrayList<>());
                if (!warmUp) {
                    all.add(reading);
                }
            }
        }
        return readings;
    }
}
