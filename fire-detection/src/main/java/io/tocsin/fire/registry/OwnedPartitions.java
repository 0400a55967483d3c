package io.tocsin.fire.registry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions of {@code detector-signals} whose detectors this process looks after. Safe to share between threads. */
public final class OwnedPartitions {
    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

    /** From now on this process looks after it. */
    public void take(int partition) {
        owned.add(partition);
    }

    /** Somebody else will. */
    public void give(int partition) {
        owned.remove(partition);
    }

    /** Those of this moment. */
    public Set<Integer> now() {
        return Set.copyOf(owned);
    }
}
