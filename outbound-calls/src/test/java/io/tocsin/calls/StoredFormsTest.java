package io.tocsin.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.calls.Tally.Count;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;

/** What lies in the stores outlives the software that wrote it. */
class StoredFormsTest {
    @Property
    void shouldReadTheRequestThatItWrote(
            @ForAll long sequence,
            @ForAll long storedMillis,
            @ForAll("histories") History history,
            @ForAll @Size(max = 500) byte[] request,
            @ForAll boolean mayBeCalled) {
        var trace = new Trace("00-aa-bb-01", "vendor=ä");
        var written = new StoredRequest(sequence, storedMillis, history, trace, request, mayBeCalled);

        assertThat(StoredRequest.of(written.toBytes()))
                .usingRecursiveComparison()
                .isEqualTo(written);
    }

    /** Older software did not announce calls: each of its entries may have been called. */
    @Test
    void shouldSuspectEveryRequestOfOlderSoftware() {
        byte[] now = new StoredRequest(
                        1, 2, new History(0, false, 3, 4, 5, 6), new Trace("", ""), new byte[] {7}, false)
                .toBytes();

        StoredRequest older = StoredRequest.of(Arrays.copyOf(now, now.length - 1));

        assertThat(older.mayBeCalled()).isTrue();
        assertThat(older.request()).containsExactly(7);
    }

    @Property
    void shouldReadTheLedgerEntryThatItWrote(@ForAll("entries") LedgerEntry entry) {
        assertThat(LedgerEntry.of(entry.toBytes())).usingRecursiveComparison().isEqualTo(entry);
    }

    @Provide
    Arbitrary<History> histories() {
        return Combinators.combine(
                        Arbitraries.integers(),
                        Arbitraries.of(true, false),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Arbitraries.integers())
                .as(History::new);
    }

    @Provide
    Arbitrary<LedgerEntry> entries() {
        Arbitrary<byte[]> outcomes = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        return Arbitraries.oneOf(
                Combinators.combine(histories(), Arbitraries.longs()).as(LedgerEntry.Waiting::new),
                histories().map(LedgerEntry.Republished::new),
                Combinators.combine(histories(), Arbitraries.of(true, false), Arbitraries.longs(), outcomes)
                        .as(LedgerEntry.Finished::new));
    }

    @Test
    void shouldRefuseAnEntryOfAnotherVersion() {
        byte[] bytes = new LedgerEntry.Republished(new History(0, false, 0, 0, 0, 0)).toBytes();
        bytes[0] = 2;

        assertThatThrownBy(() -> LedgerEntry.of(bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a store holds an entry of version 2, this software reads version 1: run the version that"
                        + " wrote it, or drain first");
    }

    @Test
    void shouldRefuseAnEntryOfAnUnknownKindOrCutShort() {
        byte[] bytes = new LedgerEntry.Republished(new History(0, false, 0, 0, 0, 0)).toBytes();
        bytes[1] = 9;
        assertThatThrownBy(() -> LedgerEntry.of(bytes)).hasMessageContaining("unknown kind 9");
        assertThatThrownBy(() -> LedgerEntry.of(new byte[] {1, 2, 0})).hasMessageContaining("damaged");
    }

    @Test
    void shouldKeepTheTallyAcrossARestart() {
        var store = TestStores.inMemory(Serdes.String());
        var tally = new Tally(store);
        tally.add(Count.RECEIVED);
        tally.add(Count.RECEIVED);
        tally.add(Count.SUCCEEDED);
        tally.add(Count.ON_THEIR_WAY);
        tally.subtract(Count.ON_THEIR_WAY);
        tally.save();

        Books books = new Tally(store).books(1, 0, 77);

        assertThat(books).isEqualTo(new Books(2, 1, 0, 0, 1, 0, 0, 0, 77));
        assertThat(books.even()).isTrue();
    }

    @Test
    void shouldNotBeEvenWhenOneIsMissing() {
        assertThat(new Books(2, 1, 0, 0, 0, 0, 0, 0, 0).even()).isFalse();
    }

    @Test
    void shouldFindTheOldestUntilItIsRemoved() {
        var ages = new AgeBook();
        assertThat(ages.oldestMillis(1_000)).isZero();
        ages.add(5_000);
        ages.add(5_999);
        ages.add(9_000);
        assertThat(ages.oldestMillis(10_000)).isEqualTo(5_000);

        ages.remove(5_000);
        assertThat(ages.oldestMillis(10_000)).isEqualTo(5_000);
        ages.remove(5_999);
        assertThat(ages.oldestMillis(10_000)).isEqualTo(1_000);
    }
}
