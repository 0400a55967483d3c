package io.tocsin.simulator.bank;

import java.util.Arrays;

/**
 * Finds the row of an {@link Id} in a {@link ChargeBook}.
 *
 * <p>Open addressing in many small segments, each grown by itself: one table of two million would stop the event loop
 * for a tenth of a second each time that it doubles, and that would look like latency of the bank.
 */
final class RowIndex {
    static final int NONE = -1;

    private static final int SEGMENTS = 256;
    private static final int FIRST_SLOTS = 16;

    /** Where the ids of the rows are: the index itself holds row numbers only. */
    interface Rows {
        long high(int row);

        long low(int row);
    }

    private final Rows rows;
    private final int[][] slots = new int[SEGMENTS][];
    private final int[] used = new int[SEGMENTS];

    RowIndex(Rows rows) {
        this.rows = rows;
        clear();
    }

    /** The row last put for this id, or {@link #NONE}. */
    int find(Id id) {
        int hash = hash(id.high(), id.low());
        int[] segment = slots[hash >>> 24];
        return segment[slot(segment, hash, id.high(), id.low())] - 1;
    }

    /** Puts a row, in place of the one that the id had. */
    void put(Id id, int row) {
        int hash = hash(id.high(), id.low());
        int number = hash >>> 24;
        int[] segment = slots[number];
        int slot = slot(segment, hash, id.high(), id.low());
        if (segment[slot] == 0 && ++used[number] * 3 > segment.length * 2) {
            segment = grown(segment);
            slots[number] = segment;
            slot = slot(segment, hash, id.high(), id.low());
        }
        segment[slot] = row + 1;
    }

    void clear() {
        for (int i = 0; i < SEGMENTS; i++) {
            slots[i] = new int[FIRST_SLOTS];
        }
        Arrays.fill(used, 0);
    }

    private int[] grown(int[] segment) {
        int[] larger = new int[segment.length * 2];
        for (int rowPlusOne : segment) {
            if (rowPlusOne != 0) {
                long high = rows.high(rowPlusOne - 1);
                long low = rows.low(rowPlusOne - 1);
                larger[slot(larger, hash(high, low), high, low)] = rowPlusOne;
            }
        }
        return larger;
    }

    private int slot(int[] segment, int hash, long high, long low) {
        int mask = segment.length - 1;
        int slot = hash & mask;
        while (segment[slot] != 0) {
            int row = segment[slot] - 1;
            if (rows.high(row) == high && rows.low(row) == low) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The finisher of SplitMix64: version-7 UUIDs of one moment differ in few bits. */
    private static int hash(long high, long low) {
        long mixed = (high * 0x9E3779B97F4A7C15L) ^ low;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return (int) (mixed ^ (mixed >>> 31));
    }
}
