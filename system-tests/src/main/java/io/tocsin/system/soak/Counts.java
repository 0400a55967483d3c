package io.tocsin.system.soak;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts by name. Used by many threads. */
final class Counts {
    private final Map<String, Long> counts = new ConcurrentHashMap<>();

    void add(String name) {
        counts.merge(name, 1L, Long::sum);
    }

    long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    long sum() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** All of them, in the order of their names. */
    Map<String, Long> all() {
        return new TreeMap<>(counts);
    }
}
