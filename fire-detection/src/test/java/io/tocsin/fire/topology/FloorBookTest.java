package io.tocsin.fire.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.fire.floor.WatchedFloor;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.FireSignal;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import io.tocsin.model.fire.Origin;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What the last owner writes late is written over, for as long as it can come and no longer. */
class FloorBookTest {
    private static final FloorId FLOOR = FloorId.of("f1");
    private static final Instant TAKEN_OVER = Instant.parse("2025-01-06T08:30:00Z");
    private static final Duration LATE_WRITES = Duration.ofMinutes(10);
    private static final FloorEntry QUIET = FloorEntry.unknown(FLOOR);
    private static final FloorEntry ALARM = QUIET.after(WatchedFloor.unknown(FLOOR)
            .signalled(
                    new FireSignal(new DetectorId(1), FLOOR, DetectorKind.ACTIVE, TAKEN_OVER, null, new Origin(0, 0)),
                    new FloorPolicy.Immediate(),
                    TAKEN_OVER));

    private final KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("floors"), Serdes.String(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final FloorBook book;

    FloorBookTest() {
        store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
        book = new FloorBook(store, TAKEN_OVER, LATE_WRITES);
        book.put(ALARM);
    }

    private void lastOwnerWritesLate() {
        store.put(FLOOR.text(), FloorForm.write(QUIET));
    }

    private void passUntil(Duration afterTakingOver) {
        for (Duration time = Duration.ZERO; time.compareTo(afterTakingOver) <= 0; time = time.plusSeconds(1)) {
            book.storeAgain(TAKEN_OVER.plus(time));
        }
    }

    private FloorEntry stored() {
        return FloorForm.read(store.get(FLOOR.text()));
    }

    @Test
    void shouldWriteOverWhatTheLastOwnerWritesWithinAMinute() {
        lastOwnerWritesLate();
        passUntil(Duration.ofSeconds(59));
        assertThat(stored()).isEqualTo(QUIET);

        passUntil(Duration.ofSeconds(60));

        assertThat(stored()).isEqualTo(ALARM);
    }

    @Test
    void shouldWriteOverTheLastThatCanCome() {
        passUntil(LATE_WRITES.minusSeconds(1));
        lastOwnerWritesLate();

        book.storeAgain(TAKEN_OVER.plus(LATE_WRITES));

        assertThat(stored()).isEqualTo(ALARM);
    }

    @Test
    void shouldWriteNothingMoreWhenNothingCanComeAnyMore() {
        passUntil(LATE_WRITES);
        lastOwnerWritesLate();

        book.storeAgain(TAKEN_OVER.plus(Duration.ofDays(1)));

        assertThat(stored()).isEqualTo(QUIET);
    }
}
