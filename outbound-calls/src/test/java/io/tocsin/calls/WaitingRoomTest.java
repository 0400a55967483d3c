package io.tocsin.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {
    private final KeyValueStore<Bytes, byte[]> store = TestStores.inMemory(Serdes.Bytes());
    private WaitingRoom room = new WaitingRoom(store);

    @Test
    void shouldGiveTheDueOnesEarliestFirstAndNoneThatIsNot() {
        put(300, "c");
        put(100, "a");
        put(200, "b");
        put(100, "a0");

        assertThat(due(200, 10)).containsExactly("a", "a0", "b");
        assertThat(due(99, 10)).isEmpty();
        assertThat(due(200, 2)).containsExactly("a", "a0");
    }

    @Test
    void shouldFindOneThatIsPutBeforeWhereTheLastLookEnded() {
        put(1_000, "late");
        assertThat(due(500, 10)).isEmpty();

        put(400, "early");

        assertThat(due(500, 10)).containsExactly("early");
    }

    @Test
    void shouldNotGiveWhatWasRemoved() {
        put(100, "a");
        put(200, "b");
        room.due(100, 10).forEach(room::remove);

        assertThat(due(1_000, 10)).containsExactly("b");
        assertThat(room.size()).isOne();
    }

    @Test
    void shouldBeginWhereItStoodWhenRestarted() {
        put(100, "a");
        put(200, "b");

        room = new WaitingRoom(store);

        assertThat(room.size()).isEqualTo(2);
        assertThat(room.ages().oldestMillis(10_000)).isEqualTo(10_000);
        assertThat(due(200, 10)).containsExactly("a", "b");
    }

    @Test
    void shouldNotScanWhatIsNotDue() {
        var reads = new Reads();
        var watched = new WaitingRoom(reads.through(store));
        for (int i = 0; i < 1_000; i++) {
            watched.put(10_000 + i, "w" + i, request());
        }
        for (int look = 0; look < 100; look++) {
            watched.due(9_999, 100);
        }
        assertThat(reads.entries).isZero();

        watched.due(10_001, 100);
        assertThat(reads.entries).as("two due, and the one after").isEqualTo(3);
    }

    @Test
    void shouldNotReturnToTheBeginningWhenTheFirstOnesAreGone() {
        var reads = new Reads();
        var watched = new WaitingRoom(reads.through(store));
        watched.put(100, "a", request());
        watched.put(10_000, "b", request());
        watched.due(100, 10).forEach(watched::remove);
        watched.due(200, 10);

        watched.due(10_000, 10);

        assertThat(reads.lastFrom).isEqualTo(WaitingRoom.storeKey(10_000, ""));
    }

    /** Whatever is put, looked at and removed: never too early, never lost, always in order. */
    @Property
    void shouldLoseNoneForAnyOrderOfArrivals(
            @ForAll @Size(max = 60) List<@IntRange(max = 1_000) Integer> dueTimes,
            @ForAll @IntRange(min = 1, max = 5) int most) {
        var given = new ArrayList<String>();
        int now = 0;
        for (int i = 0; i < dueTimes.size(); i++) {
            put(dueTimes.get(i), "w" + i);
            now += 7;
            take(now, most, given);
        }
        for (int i = 0; i <= dueTimes.size(); i++) {
            take(2_000, most, given);
        }
        assertThat(given).hasSize(dueTimes.size()).doesNotHaveDuplicates();
        assertThat(room.size()).isZero();
    }

    private void take(long now, int most, List<String> given) {
        for (WaitingRoom.Due due : room.due(now, most)) {
            assertThat(due.storeKey()).isLessThan(WaitingRoom.storeKey(now + 1, ""));
            room.remove(due);
            given.add(due.id());
        }
    }

    private List<String> due(long now, int most) {
        return room.due(now, most).stream().map(WaitingRoom.Due::id).toList();
    }

    private void put(long due, String id) {
        room.put(due, id, request());
    }

    private static StoredRequest request() {
        return new StoredRequest(0, 0, new History(0, false, 0, 0, 0, 0), Trace.NONE, new byte[0]);
    }

    /** Counts what is read through a store. */
    private static final class Reads {
        int entries;
        Bytes lastFrom = Bytes.wrap(new byte[0]);

        @SuppressWarnings("unchecked")
        KeyValueStore<Bytes, byte[]> through(KeyValueStore<Bytes, byte[]> store) {
            return (KeyValueStore<Bytes, byte[]>) proxy(KeyValueStore.class, (proxy, method, arguments) -> {
                Object result = method.invoke(store, arguments);
                if (!(result instanceof KeyValueIterator<?, ?> entriesRead)) {
                    return result;
                }
                if (arguments != null && arguments[0] instanceof Bytes from) {
                    lastFrom = from;
                }
                return proxy(KeyValueIterator.class, (ignored, step, none) -> {
                    if (step.getName().equals("next")) {
                        entries++;
                    }
                    return step.invoke(entriesRead, none);
                });
            });
        }

        private static Object proxy(Class<?> type, InvocationHandler handler) {
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler);
        }
    }
}
