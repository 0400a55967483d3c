package io.tocsin.calls;

import static io.tocsin.calls.Errand.errand;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.testsupport.SteppedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The engine in a topology on {@code TopologyTestDriver}: the test moves the clock, the commits, the chance and the calls.
 * After every step the books must be even.
 */
final class EngineOnTestDriver implements AutoCloseable {
    static final ErrandTopics TOPICS = new ErrandTopics("errands");
    static final RetryPolicy RETRIES =
            new RetryPolicy(3, Duration.ofSeconds(10), Duration.ofSeconds(40), 0.5, Duration.ofMinutes(1));
    private static final Duration TICK = Duration.ofMillis(10);

    final SteppedClock clock = new SteppedClock();
    final ScriptedOutside outside;
    final HandCrankedThreads threads = new HandCrankedThreads();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final OutboundCalls<Errand, String> engine;
    double chance;

    private final Errand.Form form = new Errand.Form();
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> errands;
    private final TestOutputTopic<byte[], byte[]> outcomes;
    private final TestOutputTopic<byte[], byte[]> deadLetters;
    private final TestOutputTopic<byte[], byte[]> republished;
    private long commits;
    private boolean committing = true;

    EngineOnTestDriver() {
        this(builder -> builder);
    }

    EngineOnTestDriver(UnaryOperator<OutboundCalls.Builder<Errand, String>> further) {
        this(new ScriptedOutside(), further);
    }

    EngineOnTestDriver(ScriptedOutside outside, UnaryOperator<OutboundCalls.Builder<Errand, String>> further) {
        this.outside = outside;
        RandomGenerator random = new RandomGenerator() {
            @Override
            public long nextLong() {
                return 0;
            }

            @Override
            public double nextDouble() {
                return chance;
            }
        };
        engine = further.apply(OutboundCalls.<Errand, String>named("errands", form, Errand::outcome)
                        .retries(RETRIES)
                        .clock(clock)
                        .passingTime(new SteppedTime(clock))
                        .random(random)
                        .meters(meters)
                        .threads(threads)
                        .commitSignal(metrics -> () -> commits))
                .calling(outside);
        driver =
                new TopologyTestDriver(TOPICS.topology(engine), config(StreamsConfig.EXACTLY_ONCE_V2), clock.instant());
        errands = driver.createInputTopic(
                TOPICS.errands(), new ByteArraySerializer(), new ByteArraySerializer(), clock.instant(), Duration.ZERO);
        outcomes = output(TOPICS.outcomes());
        deadLetters = output(TOPICS.deadLetters());
        republished = output(TOPICS.errands());
    }

    static Properties config(String guarantee) {
        var config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "errands-" + UUID.randomUUID());
        config.put(StreamsConfig.STATE_DIR_CONFIG, "target/kafka-streams");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
        return config;
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Sends errands, without letting time pass. */
    void send(Errand... requests) {
        for (Errand request : requests) {
            send(request.key().getBytes(UTF_8), form.write(request));
        }
    }

    void send(byte @Nullable [] key, byte @Nullable [] value) {
        send(new TestRecord<byte[], byte[]>(key, value));
    }

    void send(TestRecord<byte[], byte[]> record) {
        errands.pipeInput(record);
        assertEven();
    }

    void stopCommitting() {
        committing = false;
    }

    void commit() {
        commits++;
    }

    /** Lets one tick pass: commits, starts what may start, takes in what has ended, republishes what is due. */
    void tick() {
        pass(TICK);
    }

    /** Lets time pass, in one leap. */
    void pass(Duration time) {
        if (committing) {
            commit();
        }
        clock.advance(time);
        driver.advanceWallClockTime(time);
        assertEven();
    }

    /** Ticks, and finishes every call that starts, a few times over. */
    void settle() {
        for (int i = 0; i < 4; i++) {
            tick();
            threads.finishAll();
        }
        tick();
    }

    private void assertEven() {
        assertThat(engine.books().even())
                .as("the books are even: %s", engine.books())
                .isTrue();
    }

    Books books() {
        return engine.books();
    }

    List<String> outcomes() {
        return texts(outcomes);
    }

    List<TestRecord<byte[], byte[]>> outcomeRecords() {
        return outcomes.readRecordsToList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters.readRecordsToList();
    }

    List<Errand> republished() {
        return republished.readValuesToList().stream().map(form::read).toList();
    }

    private static List<String> texts(TestOutputTopic<byte[], byte[]> topic) {
        return topic.readValuesToList().stream()
                .map(it -> new String(it, UTF_8))
                .toList();
    }

    /** The ids in the in-flight store. */
    List<String> inFlight() {
        var ids = new ArrayList<String>();
        try (KeyValueIterator<String, byte[]> entries = driver.<String, byte[]>getKeyValueStore(
                        "errands-calls-in-flight")
                .all()) {
            entries.forEachRemaining(it -> ids.add(it.key));
        }
        return ids;
    }

    /** The ids in the in-flight store whose calls may begin. */
    List<String> mayBeCalled() {
        var ids = new ArrayList<String>();
        try (KeyValueIterator<String, byte[]> entries = driver.<String, byte[]>getKeyValueStore(
                        "errands-calls-in-flight")
                .all()) {
            entries.forEachRemaining(it -> {
                if (StoredRequest.of(it.value).mayBeCalled()) {
                    ids.add(it.key);
                }
            });
        }
        return ids;
    }

    /** What lies in the waiting store. */
    List<Errand> waiting() {
        var waiting = new ArrayList<Errand>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                driver.<Bytes, byte[]>getKeyValueStore("errands-calls-waiting").all()) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                waiting.add(form.read(StoredRequest.of(entry.value).request()));
            }
        }
        return waiting;
    }

    /** One errand, sent and brought to its end by what the outside was told. */
    void sendAndSettle(String id) {
        send(errand(id));
        settle();
    }

    @Override
    public void close() {
        driver.close();
    }
}
