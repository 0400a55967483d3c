package io.tocsin.calls;

import java.util.TreeMap;

/** Finds the oldest of many requests without keeping each: counts them by the second in which they were first seen. */
final class AgeBook {
    private static final long SECOND = 1_000;

    private final TreeMap<Long, Integer> countBySecond = new TreeMap<>();

    void add(long firstSeenMillis) {
        countBySecond.merge(firstSeenMillis / SECOND, 1, Integer::sum);
    }

    void remove(long firstSeenMillis) {
        countBySecond.computeIfPresent(firstSeenMillis / SECOND, (second, count) -> count == 1 ? null : count - 1);
    }

    /** The age of the oldest in milliseconds, to the second; 0 when there is none. */
    long oldestMillis(long nowMillis) {
        return countBySecond.isEmpty() ? 0 : Math.max(0, nowMillis - countBySecond.firstKey() * SECOND);
    }
}
