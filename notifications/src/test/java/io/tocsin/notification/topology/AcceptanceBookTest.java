package io.tocsin.notification.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.topology.AcceptanceBook.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptanceBookTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration WITHIN = Duration.ofSeconds(100);

    private KeyValueStore<String, Long> store;
    private AcceptanceBook book;

    @BeforeEach
    void open(@TempDir Path directory) {
        var context = new MockProcessorContext<Void, Void>(new Properties(), new TaskId(0, 0), directory.toFile());
        store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("book"), Serdes.String(), Serdes.Long())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        book = new AcceptanceBook(store, WITHIN);
    }

    @Test
    void shouldFindARecipientLostOnceWhenAMessageIsLate() {
        book.waits("ann", "1", NOON);
        book.waits("ann", "2", NOON.plusSeconds(1));
        assertThat(book.passed(NOON.plusSeconds(100))).isEmpty();

        assertThat(book.passed(NOON.plusSeconds(102)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Change.Lost.class, lost -> assertThat(lost.since()).isEqualTo(NOON));
        assertThat(book.passed(NOON.plusSeconds(103))).isEmpty();
    }

    @Test
    void shouldFindItReachedOnlyWhenNothingIsLateAnyMore() {
        book.waits("ann", "1", NOON);
        book.waits("ann", "2", NOON);
        book.passed(NOON.plusSeconds(200));

        assertThat(book.accepted("ann", "1", NOON.plusSeconds(201))).isEmpty();
        assertThat(book.accepted("ann", "2", NOON.plusSeconds(201))).contains(new Change.Reached("ann"));
        assertThat(book.accepted("ann", "2", NOON.plusSeconds(202))).isEmpty();
    }

    @Test
    void shouldNotTakeOneRecipientForAnotherWhoseNameBeginsTheSame() {
        book.waits("ann@example.org", "1", NOON);
        book.waits("ann@example.org.uk", "1", NOON);
        book.passed(NOON.plusSeconds(200));

        assertThat(book.accepted("ann@example.org", "1", NOON.plusSeconds(201)))
                .contains(new Change.Reached("ann@example.org"));
    }

    @Test
    void shouldKnowAfterATakeoverWhatTheFormerOwnerKnew() {
        book.waits("ann", "1", NOON);
        book.passed(NOON.plusSeconds(200));

        var next = new AcceptanceBook(store, WITHIN);

        assertThat(next.notReached()).containsExactly("ann");
        assertThat(next.passed(NOON.plusSeconds(201))).isEmpty();
        assertThat(next.accepted("ann", "1", NOON.plusSeconds(202))).contains(new Change.Reached("ann"));
        assertThat(next.notReached()).isEmpty();
    }

    @Test
    void shouldFindARecipientLostAtOnceWhoseMessageIsGivenUp() {
        book.waits("ann", "1", NOON);

        assertThat(book.givenUp("ann", "1", "no such user", NOON.plusSeconds(1)))
                .contains(new Change.Lost("ann", "no such user", NOON));
        assertThat(book.passed(NOON.plusSeconds(200))).isEmpty();
        book.waits("ann", "2", NOON.plusSeconds(300));
        assertThat(book.accepted("ann", "2", NOON.plusSeconds(301))).contains(new Change.Reached("ann"));
    }
}
