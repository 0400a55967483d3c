package io.tocsin.simulator.fault;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts by kind what came since the start. Safe to share between threads. */
public final class Counts<K extends Enum<K>> {
    private final Map<K, LongAdder> counts;

    /** @param kinds all that there are */
    public Counts(Class<K> kinds) {
        counts = new EnumMap<>(kinds);
        for (K kind : kinds.getEnumConstants()) {
            counts.put(kind, new LongAdder());
        }
    }

    /** One more. */
    public void add(K kind) {
        counter(kind).increment();
    }

    /** How many there were. */
    public long of(K kind) {
        return counter(kind).sum();
    }

    private LongAdder counter(K kind) {
        LongAdder counter = counts.get(kind);
        if (counter == null) {
            throw new IllegalStateException("every kind has a counter, " + kind + " too");
        }
        return counter;
    }
}
