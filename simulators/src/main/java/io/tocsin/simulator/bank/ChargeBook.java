package io.tocsin.simulator.bank;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every charge of the ledger, in memory: what is needed to know an idempotency key again and to add up.
 *
 * <p>About 100 bytes a charge, all in primitive arrays: two million charges take 200 MB and the garbage collector does
 * not look at them. The rest (token, text of the key) stays in the {@link LedgerFile}. Not safe to share: only the
 * bank's event loop touches it.
 */
final class ChargeBook {
    private static final int ROWS_PER_CHUNK = 1 << 12;
    private static final int KEY = 0;
    private static final int PAYMENT = 2;
    private static final int NUMBER = 4;
    private static final int MINOR_UNITS = 5;
    private static final int TOKEN_PRINT = 6;
    private static final int CREATED_AT = 7;
    private static final int FILE_OFFSET = 8;
    private static final int EARLIER_ROW = 9;
    private static final int NAMES = 10;
    private static final int COLUMNS = 11;

    private final List<long[]> chunks = new ArrayList<>();
    private final RowIndex keys = new RowIndex(column(KEY));
    private final RowIndex payments = new RowIndex(column(PAYMENT));
    private final NameTable currencies = new NameTable();
    private final NameTable declineCodes = new NameTable();
    private final Map<String, Long> approvedMinorUnits = new TreeMap<>();
    private int size;
    private long approved;
    private long distinctPayments;
    private long paymentsChargedTwice;

    /** @param fileOffset where the charge's line begins in the ledger file */
    void add(BookedCharge charge, long fileOffset) {
        int row = size++;
        if (row % ROWS_PER_CHUNK == 0) {
            chunks.add(new long[ROWS_PER_CHUNK * COLUMNS]);
        }
        int earlier = payments.find(charge.payment());
        set(row, KEY, charge.key().high());
        set(row, KEY + 1, charge.key().low());
        set(row, PAYMENT, charge.payment().high());
        set(row, PAYMENT + 1, charge.payment().low());
        set(row, NUMBER, charge.number());
        set(row, MINOR_UNITS, charge.minorUnits());
        set(row, TOKEN_PRINT, charge.tokenPrint());
        set(row, CREATED_AT, charge.createdAtMillis());
        set(row, FILE_OFFSET, fileOffset);
        set(row, EARLIER_ROW, earlier);
        set(row, NAMES, names(charge));
        keys.put(charge.key(), row);
        payments.put(charge.payment(), row);
        count(charge, earlier);
    }

    /** What became of the request with this key; null when there was none. */
    @Nullable BookedCharge byKey(Id key) {
        int row = keys.find(key);
        return row == RowIndex.NONE ? null : charge(row);
    }

    /** What became of a payment: the charge that was approved first, else the latest declined; null when none. */
    @Nullable BookedCharge byPayment(Id payment) {
        int latest = payments.find(payment);
        if (latest == RowIndex.NONE) {
            return null;
        }
        int found = latest;
        for (int row = latest; row != RowIndex.NONE; row = (int) get(row, EARLIER_ROW)) {
            if (approved(row)) {
                found = row;
            }
        }
        return charge(found);
    }

    /** Where the lines of a payment begin in the ledger file, oldest first. */
    List<Long> fileOffsets(Id payment) {
        var offsets = new ArrayList<Long>();
        for (int row = payments.find(payment); row != RowIndex.NONE; row = (int) get(row, EARLIER_ROW)) {
            offsets.addFirst(get(row, FILE_OFFSET));
        }
        return offsets;
    }

    /** Where the first line that is not older than this begins in the file; {@code end} when all are older. */
    long fileOffsetSince(long epochMillis, long end) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (get(middle, CREATED_AT) < epochMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == size ? end : get(low, FILE_OFFSET);
    }

    /** When the last charge was made, in milliseconds since the epoch; 0 when there is none. */
    long lastCreatedAtMillis() {
        return size == 0 ? 0 : get(size - 1, CREATED_AT);
    }

    LedgerTotals totals() {
        return new LedgerTotals(
                approved, Map.copyOf(approvedMinorUnits), size - approved, distinctPayments, paymentsChargedTwice);
    }

    void clear() {
        chunks.clear();
        keys.clear();
        payments.clear();
        approvedMinorUnits.clear();
        size = 0;
        approved = 0;
        distinctPayments = 0;
        paymentsChargedTwice = 0;
    }

    private void count(BookedCharge charge, int earlier) {
        if (earlier == RowIndex.NONE) {
            distinctPayments++;
        }
        if (!charge.approved()) {
            return;
        }
        approved++;
        approvedMinorUnits.merge(charge.currency(), charge.minorUnits(), Math::addExact);
        int approvedEarlier = 0;
        for (int row = earlier; row != RowIndex.NONE; row = (int) get(row, EARLIER_ROW)) {
            approvedEarlier += approved(row) ? 1 : 0;
        }
        if (approvedEarlier == 1) {
            paymentsChargedTwice++;
        }
    }

    private BookedCharge charge(int row) {
        long names = get(row, NAMES);
        int declineCode = (int) names - 1;
        return new BookedCharge(
                new Id(get(row, KEY), get(row, KEY + 1)),
                new Id(get(row, PAYMENT), get(row, PAYMENT + 1)),
                get(row, NUMBER),
                get(row, MINOR_UNITS),
                currencies.name((int) (names >>> 32)),
                get(row, TOKEN_PRINT),
                declineCode < 0 ? null : declineCodes.name(declineCode),
                get(row, CREATED_AT));
    }

    private boolean approved(int row) {
        return (int) get(row, NAMES) == 0;
    }

    private long names(BookedCharge charge) {
        int declineCode = charge.declineCode() == null ? 0 : declineCodes.number(charge.declineCode()) + 1;
        return ((long) currencies.number(charge.currency()) << 32) | declineCode;
    }

    private long get(int row, int column) {
        return chunks.get(row / ROWS_PER_CHUNK)[row % ROWS_PER_CHUNK * COLUMNS + column];
    }

    private void set(int row, int column, long value) {
        chunks.get(row / ROWS_PER_CHUNK)[row % ROWS_PER_CHUNK * COLUMNS + column] = value;
    }

    private RowIndex.Rows column(int first) {
        return new RowIndex.Rows() {
            @Override
            public long high(int row) {
                return get(row, first);
            }

            @Override
            public long low(int row) {
                return get(row, first + 1);
            }
        };
    }
}
