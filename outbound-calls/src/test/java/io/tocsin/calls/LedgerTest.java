package io.tocsin.calls;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final long WINDOW = 1_000;
    private static final History HISTORY = new History(1, true, 2, 3, 4, 5);

    private final KeyValueStore<String, byte[]> store = TestStores.inMemory(Serdes.String());
    private final Ledger ledger = new Ledger(store, WINDOW);

    @Test
    void shouldForgetOutcomesThatAreOlderThanTheWindowOnly() {
        ledger.put("old", finished(0));
        ledger.put("young", finished(1));

        ledger.sweep(WINDOW + 1);

        assertThat(ledger.find("old")).isNull();
        assertThat(ledger.find("young")).isNotNull();
    }

    @Test
    void shouldNeverForgetWhatIsNotFinished() {
        ledger.put("waiting", new LedgerEntry.Waiting(HISTORY, 0));
        ledger.put("republished", new LedgerEntry.Republished(HISTORY));

        ledger.sweep(Long.MAX_VALUE / 2);

        assertThat(ledger.find("waiting")).isNotNull();
        assertThat(ledger.find("republished")).isNotNull();
    }

    @Test
    void shouldWalkRoundALedgerThatIsTooLargeForOneSweep() {
        int entries = 12_000;
        ledger.put("last-and-waiting", new LedgerEntry.Waiting(HISTORY, 0));
        for (int i = 0; i < entries; i++) {
            ledger.put("id-" + i, finished(i % 2 == 0 ? 0 : WINDOW));
        }
        ledger.sweep(WINDOW + 1);
        assertThat(store.approximateNumEntries()).as("one sweep is short").isGreaterThan(entries / 2L);

        for (int sweeps = 0; sweeps < 200; sweeps++) {
            ledger.sweep(WINDOW + 1);
        }
        assertThat(store.approximateNumEntries()).isEqualTo(entries / 2 + 1);

        for (int sweeps = 0; sweeps < 200; sweeps++) {
            ledger.sweep(2 * WINDOW + 1);
        }
        assertThat(store.approximateNumEntries()).isOne();
    }

    @Test
    void shouldSweepFasterThanItGrows() {
        for (int second = 0; second < 30; second++) {
            for (int i = 0; i < 1_000; i++) {
                ledger.put("id-" + second + '-' + i, finished(second * 1_000L));
            }
            ledger.sweep(second * 1_000L);
        }
        assertThat(store.approximateNumEntries()).isLessThan(5_000);
    }

    private static LedgerEntry finished(long at) {
        return new LedgerEntry.Finished(HISTORY, true, at, new byte[0]);
    }
}
