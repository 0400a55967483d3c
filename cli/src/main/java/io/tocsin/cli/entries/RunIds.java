package io.tocsin.cli.entries;

import io.tocsin.model.payment.PaymentId;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * The payment ids of one run: UUIDs of version 7 that also carry the number of their entry, so that an outcome finds its
 * entry without a table of half a million ids.
 *
 * <p>RFC 9562, 6.2, method 1: a fixed-length counter in the last bits. Before it stand 42 random bits of the run.
 */
final class RunIds {
    private static final int COUNTER_BITS = 32;
    private static final long COUNTER_MASK = 0xFFFF_FFFFL;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final int LENGTH = 36;

    private final long high;
    private final long lowOfRun;

    /**
     * @param millis the time of the run, since 1970
     * @param random makes this run's ids unlike any other's
     */
    RunIds(long millis, RandomGenerator random) {
        this.high = (millis << 16) | VERSION_7 | random.nextInt(1 << 12);
        this.lowOfRun = VARIANT | ((random.nextLong() >>> 34) << COUNTER_BITS);
    }

    /** The id of an entry. */
    PaymentId of(int entry) {
        return new PaymentId(new UUID(high, lowOfRun | entry).toString());
    }

    /** The entry of an id; -1 when the id is not of this run. */
    int entryOf(String id) {
        if (id.length() != LENGTH) {
            return -1;
        }
        UUID uuid;
        try {
            uuid = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            return -1;
        }
        boolean ofThisRun =
                uuid.getMostSignificantBits() == high && (uuid.getLeastSignificantBits() & ~COUNTER_MASK) == lowOfRun;
        return ofThisRun ? (int) (uuid.getLeastSignificantBits() & COUNTER_MASK) : -1;
    }
}
