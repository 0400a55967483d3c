package io.tocsin.cli.entries;

import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.VehicleId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which vehicle enters when, and what it pays: one entry for every vehicle that the table counts, mixed within each day as
 * traffic is. The same rows and seed give the same vehicles, cards and order.
 */
final class EntryPlan {
    private static final String[] BRANDS = {"visa", "mastercard", "amex", "discover"};
    // No vowels, so no words; a token without digits cannot look like a card number.
    private static final String LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
    private static final int TOKEN_LETTERS = 16;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final List<TollRow> rows;
    private final int[] rowOfEntry;
    private final long seed;

    private EntryPlan(List<TollRow> rows, int[] rowOfEntry, long seed) {
        this.rows = rows;
        this.rowOfEntry = rowOfEntry;
        this.seed = seed;
    }

    /** Who enters. */
    record Passage(VehicleId vehicle, Card card) {}

    /**
     * @param days the rows of each day, in the order of the days
     * @param limit how many entries at the most; the first ones
     * @throws ArithmeticException when there are more than {@link Integer#MAX_VALUE}
     */
    static EntryPlan of(List<List<TollRow>> days, long seed, int limit) {
        List<TollRow> rows = days.stream().flatMap(List::stream).toList();
        int size = Math.toIntExact(rows.stream().mapToLong(TollRow::entries).sum());
        int[] rowOfEntry = new int[size];
        var random = new SplittableRandom(seed);
        int row = 0;
        int entry = 0;
        for (List<TollRow> day : days) {
            int firstOfDay = entry;
            for (TollRow ignored : day) {
                int next = entry + rows.get(row).entries();
                Arrays.fill(rowOfEntry, entry, next, row);
                entry = next;
                row++;
            }
            shuffle(rowOfEntry, firstOfDay, entry, random);
        }
        return new EntryPlan(rows, size <= limit ? rowOfEntry : Arrays.copyOf(rowOfEntry, limit), seed);
    }

    /** How many entries there are. */
    int size() {
        return rowOfEntry.length;
    }

    /** What the vehicle of this entry pays. */
    Money amount(int entry) {
        return row(entry).rate();
    }

    /** The row that this entry is one of. */
    TollRow row(int entry) {
        return rows.get(rowOfEntry[entry]);
    }

    /** The vehicle of this entry, and its card, which the simulated bank accepts. */
    Passage passage(int entry) {
        var random = new SplittableRandom(seed + entry * SPREAD);
        String plate = "NY-" + letters(random, 3) + (1_000 + random.nextInt(9_000));
        String brand = BRANDS[random.nextInt(BRANDS.length)];
        String lastFour = Integer.toString(10_000 + random.nextInt(10_000)).substring(1);
        return new Passage(
                new VehicleId(plate), new Card("tok_entry_" + letters(random, TOKEN_LETTERS), brand, lastFour));
    }

    /** What all of them pay: Σ entries × rate, exactly. Zero minor units when there are none. */
    long totalMinorUnits() {
        long[] entriesOfRow = new long[rows.size()];
        for (int row : rowOfEntry) {
            entriesOfRow[row]++;
        }
        long total = 0;
        for (int row = 0; row < entriesOfRow.length; row++) {
            total = Math.addExact(
                    total, rows.get(row).rate().times(entriesOfRow[row]).minorUnits());
        }
        return total;
    }

    /** Fisher and Yates' shuffle of {@code values[from]} to {@code values[to - 1]}. */
    private static void shuffle(int[] values, int from, int to, SplittableRandom random) {
        for (int i = to - 1; i > from; i--) {
            int j = random.nextInt(from, i + 1);
            int swapped = values[i];
            values[i] = values[j];
            values[j] = swapped;
        }
    }

    private static String letters(SplittableRandom random, int count) {
        char[] letters = new char[count];
        for (int i = 0; i < count; i++) {
            letters[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return new String(letters);
    }
}
