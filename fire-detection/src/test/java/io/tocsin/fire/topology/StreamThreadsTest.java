package io.tocsin.fire.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All threads that will not do are replaced, each by one, whatever goes wrong meanwhile. */
class StreamThreadsTest {
    private final UnrealThreads stream;
    private final StreamThreads threads;

    StreamThreadsTest(@TempDir Path state) {
        stream = new UnrealThreads(state);
        threads = new StreamThreads(stream);
    }

    @AfterEach
    void close() {
        stream.close(Duration.ofSeconds(10));
    }

    @Test
    void shouldReplaceEachThreadOnce() {
        threads.outdate();
        threads.replace();
        threads.replace();

        assertThat(stream.threads()).containsExactly("new 1", "new 2");
    }

    @Test
    void shouldReplaceNoneThatWillDo() {
        threads.replace();

        assertThat(stream.threads()).containsExactly("old 1", "old 2");
    }

    @Test
    void shouldStopTheOthersTooWhenOneDoesNotStopInTime() {
        stream.beSlow();
        threads.outdate();
        threads.replace();

        assertThat(stream.threads()).containsExactly("new 1", "new 2");
    }

    @Test
    void shouldKeepTheOldOnesUntilNewOnesCanBeMade() {
        stream.failNext(2);
        threads.outdate();
        assertThatThrownBy(threads::replace).isInstanceOf(KafkaException.class);
        assertThatThrownBy(threads::replace).isInstanceOf(KafkaException.class);
        assertThat(stream.threads()).containsExactly("old 1", "old 2");

        threads.replace();

        assertThat(stream.threads()).containsExactly("new 1", "new 2");
    }

    @Test
    void shouldReplaceThemWhenTheStreamRuns() {
        stream.setRunning(false);
        threads.outdate();
        threads.replace();
        assertThat(stream.threads()).containsExactly("old 1", "old 2");

        stream.setRunning(true);
        threads.replace();

        assertThat(stream.threads()).containsExactly("new 1", "new 2");
    }

    @Test
    void shouldReplaceTheNewOnesTooWhenTheyWillNotDoEither() {
        threads.outdate();
        threads.outdate();
        threads.replace();

        assertThat(stream.threads()).containsExactly("new 3", "new 4");
    }
}
