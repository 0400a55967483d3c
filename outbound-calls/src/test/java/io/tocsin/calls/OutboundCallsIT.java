package io.tocsin.calls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The engine on a real broker: commits, crashes, rebalances, outages. */
@TestInstance(Lifecycle.PER_CLASS)
class OutboundCallsIT {
    private static final Duration HALF_OF_MAX_POLL_INTERVAL = Duration.ofSeconds(5);
    private static final Duration A_MOMENT = Duration.ofSeconds(5);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration SOON = ErrandStreams.SOON;

    private @Nullable ErrandBroker started;

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    void startBroker() {
        started = new ErrandBroker();
    }

    @AfterAll
    void stopBroker() {
        broker().close();
    }

    private ErrandBroker broker() {
        if (started == null) {
            throw new IllegalStateException("the broker is not running");
        }
        return started;
    }

    /**
     * The guard of {@link CommitSignal}: rule 1 rests on it.
     *
     * <p>The calls run on the stream thread itself, so that it cannot commit while one of them looks. What was not committed
     * before its call therefore never comes into sight. What was may take a moment: the broker writes a transaction's markers
     * after it has answered that the commit is decided.
     */
    @Test
    void shouldNotCallBeforeTheInFlightEntryIsCommitted() {
        ErrandTopics topics = broker().create("visible");
        var outside = new Idempotent() {
            final Set<String> visible = new HashSet<>();
            final Set<String> tooEarly = new HashSet<>();

            @Nullable KafkaConsumer<byte[], byte[]> changelog;

            @Override
            public synchronized CallResult<String> call(Errand errand, CallContext context) {
                if (changelog == null) {
                    changelog = broker().committedReader(topics.changelog("errands-calls-in-flight"));
                }
                long end = System.nanoTime() + A_MOMENT.toNanos();
                while (tooEarly.isEmpty() && !visible.contains(errand.id()) && System.nanoTime() < end) {
                    ErrandBroker.readToEnd(changelog).forEach(it -> visible.add(new String(it.key(), UTF_8)));
                }
                if (!visible.contains(errand.id())) {
                    tooEarly.add(errand.id());
                }
                return super.call(errand, context);
            }
        };
        try (var instance = start(topics, "one", outside, builder -> builder.threads(Runnable::run))) {
            for (int burst = 1; burst <= 5; burst++) {
                broker().send(topics, "burst" + burst, 30, 30);
                int expected = burst * 30;
                await().atMost(SOON).until(() -> outside.effects.size() == expected);
            }
            assertThat(outside.tooEarly).isEmpty();
            assertThat(outside.visible).hasSize(150);
            awaitOutcomes(topics, 150);
            await().atMost(SOON).until(() -> instance.engine.books().succeeded() == 150);
            assertThat(instance.engine.books().even()).isTrue();
        } finally {
            if (outside.changelog != null) {
                outside.changelog.close();
            }
        }
    }

    @Test
    void shouldHaveOneEffectAndOneOutcomeEachWhenKilledAgainAndAgain() throws Exception {
        ErrandTopics topics = broker().create("killed");
        int errands = 3_000;
        Path home = Files.createDirectories(directory.resolve("killed"));
        Path book = home.resolve("book");
        long seed = System.nanoTime();
        var random = new Random(seed);
        broker().send(topics, "k", errands, 300);
        for (int kill = 0; kill < 4; kill++) {
            Process process = fork(topics, home);
            try {
                int wanted = ErrandShop.lines(book).size() + 100 + random.nextInt(1_200);
                await().atMost(SOON)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> ErrandShop.lines(book).size() >= wanted);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }

        Process last = fork(topics, home);
        String books;
        try {
            awaitOutcomes(topics, errands);
            last.getOutputStream().close();
            books = new String(last.getInputStream().readAllBytes(), UTF_8);
            assertThat(last.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            last.destroyForcibly();
        }

        assertThat(broker().outcomes(topics).values())
                .as("one outcome each, seed %d", seed)
                .hasSize(errands)
                .allMatch(
                        outcomes -> outcomes.size() == 1 && outcomes.getFirst().contains(" done ok "));
        Map<String, List<String>> lines = ErrandShop.lines(book).stream()
                .collect(Collectors.groupingBy(line -> line.substring(line.indexOf(' ') + 1)));
        assertThat(lines.keySet()).hasSize(errands);
        lines.forEach((id, history) -> assertThat(history)
                .as("one effect, and an inquiry before each further call, seed %d", seed)
                .satisfies(OutboundCallsIT::oneEffectAndNoBlindCall));
        assertThat(ErrandShop.lines(book)).anyMatch(line -> line.startsWith("inquire "));
        assertThat(books).startsWith("true Books[received=" + errands + ", succeeded=" + errands + ", failed=0, ");
        assertThat(broker().alive(topics, "errands-calls-in-flight")).isZero();
        assertThat(broker().alive(topics, "errands-calls-waiting")).isZero();
    }

    private static void oneEffectAndNoBlindCall(List<? extends String> history) {
        assertThat(history).filteredOn(line -> line.startsWith("effect ")).hasSize(1);
        String before = "";
        for (String line : history) {
            if (line.startsWith("call ") && !before.isEmpty()) {
                assertThat(before).matches("(inquire|refused) .*");
            }
            before = line;
        }
    }

    private Process fork(ErrandTopics topics, Path home) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dslf4j.provider=org.slf4j.jul.JULServiceProvider",
                        "-Djava.util.logging.config.file=" + System.getProperty("java.util.logging.config.file", ""),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ErrandProcess.class.getName(),
                        broker().bootstrapServers(),
                        topics.errands(),
                        home.toString())
                .redirectError(new File(home.toFile(), "errors"))
                .start();
    }

    @Test
    void shouldHandOverWhatIsInFlightWhenInstancesComeAndGo() {
        ErrandTopics topics = broker().create("handed-over");
        int errands = 4_000;
        var outside = new Idempotent(Duration.ofMillis(30));
        broker().send(topics, "h", errands, 1_000);
        CallsAtOnce few = new CallsAtOnce(50);
        var first = start(topics, "first", outside, few);
        try {
            await().atMost(SOON).until(() -> outside.effects.size() > 500);
            try (var second = start(topics, "second", outside, few)) {
                second.awaitRunning();
                await().atMost(SOON).until(() -> second.engine.books().succeeded() > 300);
                first.close();

                awaitOutcomes(topics, errands);
                await().atMost(SOON).until(() -> second.engine.books().succeeded() == errands);
                assertThat(second.engine.books().even()).isTrue();
                assertThat(second.engine.books().inFlight()).isZero();
            }
        } finally {
            first.close();
        }
        assertThat(broker().outcomes(topics).values()).allMatch(outcomes -> outcomes.size() == 1);
        assertThat(outside.blindCalls).isEmpty();
        assertThat(broker().alive(topics, "errands-calls-in-flight")).isZero();
    }

    @Test
    void shouldKeepTheBoundAndTheOrderOfEachKeyWhenManyComeAtOnce() {
        ErrandTopics topics = broker().create("many");
        int errands = 10_000;
        var outside = new Idempotent(Duration.ofMillis(5)) {
            final Map<String, Integer> lastOfKey = new ConcurrentHashMap<>();
            final Set<String> outOfOrder = ConcurrentHashMap.newKeySet();
            final Set<String> running = ConcurrentHashMap.newKeySet();

            @Override
            public CallResult<String> call(Errand errand, CallContext context) {
                int number = Integer.parseInt(errand.id().substring(2));
                Integer before = lastOfKey.put(errand.key(), number);
                boolean alone = running.add(errand.key());
                if ((before != null && before > number) || !alone) {
                    outOfOrder.add(errand.id());
                }
                CallResult<String> result = super.call(errand, context);
                running.remove(errand.key());
                return result;
            }
        };
        var meters = new SimpleMeterRegistry();
        broker().send(topics, "m", errands, 500);
        try (var instance = start(topics, "one", outside, builder -> new CallsAtOnce(64)
                .apply(builder)
                .meters(meters))) {
            awaitOutcomes(topics, errands);

            assertThat(outside.most.get()).isLessThanOrEqualTo(64).isGreaterThan(32);
            assertThat(outside.outOfOrder).isEmpty();
            assertThat(meters.get("tocsin.calls.republished").counter().count()).isZero();
            await().atMost(SOON).until(() -> instance.engine.books().succeeded() == errands);
            assertThat(instance.engine.books().even()).isTrue();
        }
        assertThat(outside.blindCalls).isEmpty();
    }

    @Test
    void shouldFinishWhatIsInFlightAndLoseNothingWhenDrained() {
        ErrandTopics topics = broker().create("drained");
        int errands = 3_000;
        var outside = new Idempotent(Duration.ofMillis(50));
        broker().send(topics, "d", errands, 3_000);
        Set<String> called;
        try (var instance = start(topics, "one", outside, new CallsAtOnce(100))) {
            await().atMost(SOON).until(() -> outside.effects.size() > 400);

            assertThat(instance.engine.drain(Duration.ofSeconds(10))).isTrue();

            assertThat(outside.inFlight.get()).isZero();
            called = Set.copyOf(outside.effects);
            assertThat(called).hasSizeLessThan(errands);
        }
        assertThat(broker().outcomes(topics).keySet()).isEqualTo(called);

        try (var again = start(topics, "one", outside, new CallsAtOnce(100))) {
            awaitOutcomes(topics, errands);
            await().atMost(SOON).until(() -> again.engine.books().succeeded() == errands);
            assertThat(again.engine.books().even()).isTrue();
        }
        assertThat(broker().outcomes(topics).values()).allMatch(outcomes -> outcomes.size() == 1);
        assertThat(outside.asked).as("nobody was called twice").hasValue(errands);
    }

    @Test
    void shouldKeepPollingAndLeaveTheBacklogInItsTopicWhileTheOutsideIsDown() {
        ErrandTopics topics = broker().create("down");
        int errands = 20_000;
        var up = new AtomicBoolean();
        var outside = new Idempotent() {
            @Override
            public CallResult<String> call(Errand errand, CallContext context) {
                return up.get() ? super.call(errand, context) : new CallResult.NotSent<>("connection refused");
            }
        };
        broker().send(topics, "o", errands, 5_000);
        var circuit = new CircuitPolicy(50, 10, 0.5, Duration.ofMillis(300), Duration.ofSeconds(1));
        var retries = new RetryPolicy(10, Duration.ofMillis(500), Duration.ofSeconds(1), 0.5, Duration.ofSeconds(1));
        try (var instance = start(topics, "one", outside, builder -> new CallsAtOnce(200)
                .apply(builder)
                .circuit(circuit)
                .retries(retries))) {
            instance.awaitRunning();
            await().atMost(SOON).until(() -> instance.engine.circuit().equals("open"));
            int rebalances = instance.rebalances();
            for (int round = 0; round < 2; round++) {
                double polls = instance.pollsOfAllThreads();
                await().atMost(HALF_OF_MAX_POLL_INTERVAL.plusSeconds(1))
                        .until(() -> instance.pollsOfAllThreads() >= polls + 2);
            }
            assertThat(instance.engine.books().waiting()
                            + instance.engine.books().onTheirWay())
                    .as("the backlog is not copied into the waiting store")
                    .isLessThan(1_000);
            assertThat(instance.engine.books().failed()).isZero();
            up.set(true);

            awaitOutcomes(topics, errands);

            assertThat(instance.rebalances()).isEqualTo(rebalances);
            await().atMost(SOON).until(() -> instance.engine.books().succeeded() == errands);
            assertThat(instance.engine.books().even()).isTrue();
        }
        var outcomes = broker().outcomes(topics);
        assertThat(outcomes.values()).allMatch(it -> it.size() == 1);
        Map<String, Long> byAttempts = outcomes.values().stream()
                .collect(Collectors.groupingBy(
                        it -> it.getFirst().substring(it.getFirst().lastIndexOf(' ') + 1), Collectors.counting()));
        assertThat(byAttempts).containsOnlyKeys("1", "2");
        assertThat(byAttempts.getOrDefault("2", 0L))
                .as("only what was called before the circuit opened has consumed an attempt")
                .isLessThanOrEqualTo(400);
    }

    /**
     * Kafka recognises an owner that was replaced by the offsets that its commit names. One that has read nothing since it
     * took over names none.
     */
    @Test
    void shouldChangeNothingWhenAnOwnerThatHasReadNothingWakesUpAfterItWasReplaced() {
        ErrandTopics topics = broker().create("overslept");
        Duration longEnough = Duration.ofSeconds(15);
        UnaryOperator<OutboundCalls.Builder<Errand, String>> patient =
                builder -> builder.retries(new RetryPolicy(3, longEnough, longEnough, 0, longEnough));
        var away = new Idempotent() {
            @Override
            public CallResult<String> call(Errand errand, CallContext context) {
                return new CallResult.NotSent<>("connection refused");
            }
        };
        broker().send(topics, "o", 1, 1);
        try (var first = start(topics, "one", away, patient)) {
            await().atMost(SOON).until(() -> first.engine.books().waiting() == 1);
        }

        var gate = new GatedClock();
        try (var second = start(topics, "two", new Idempotent(), builder -> patient.apply(builder)
                .clock(gate))) {
            await().atMost(SOON).until(() -> second.engine.books().waiting() == 1);
            gate.close();
            try (var third = start(topics, "three", new Idempotent(), patient)) {
                awaitOutcomes(topics, 1);
                int rebalances = second.rebalances();
                gate.open();
                await().atMost(SOON).until(() -> second.rebalances() > rebalances);
                second.awaitRunning();
                third.awaitRunning();
            }
        }

        try (var fourth = start(topics, "four", new Idempotent(), patient)) {
            await().atMost(SOON).until(() -> fourth.engine.books().received() == 1);
            Books books = fourth.engine.books();
            assertThat(books.succeeded()).as("%s", books).isOne();
            assertThat(books.even()).as("%s", books).isTrue();
            fourth.awaitRunning();
            assertThat(fourth.engine.find(fourth.streams, "o-0"))
                    .as("what the changelog of the ledger says")
                    .containsInstanceOf(RequestState.Finished.class);
        }
        assertThat(broker().outcomes(topics).values()).allMatch(it -> it.size() == 1);
    }

    /** As librdkafka does, for one: its usual partitioner is not Kafka's. */
    @Test
    void shouldKeepARequestOnThePartitionThatItsProducerChose() {
        ErrandTopics topics = broker().create("chosen");
        int errands = 20;
        int chosen = 1;
        broker().send(topics, "o", errands, errands, key -> chosen);
        var away = new Idempotent() {
            @Override
            public CallResult<String> call(Errand errand, CallContext context) {
                return new CallResult.NotSent<>("connection refused");
            }
        };
        // Never open, so that each of them is called and republished.
        var closed = new CircuitPolicy(1_000, 1_000, 1, Duration.ofSeconds(1), Duration.ofSeconds(1));
        UnaryOperator<OutboundCalls.Builder<Errand, String>> patient = builder -> builder.circuit(closed)
                .retries(new RetryPolicy(99, Duration.ofSeconds(1), Duration.ofSeconds(1), 0, DAY));
        try (var _ = start(topics, "one", away, patient)) {
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> broker().committed(topics.errands()).size() >= 2 * errands);
        }

        try (var second = start(topics, "two", new Idempotent(), patient)) {
            awaitOutcomes(topics, errands);
            await().atMost(SOON).until(() -> second.engine.books().succeeded() == errands);
            Books books = second.engine.books();
            assertThat(books.received()).as("%s", books).isEqualTo(errands);
            assertThat(books.onTheirWay()).as("%s", books).isZero();
            assertThat(books.even()).as("%s", books).isTrue();
        }
        assertThat(broker().outcomes(topics).values()).allMatch(it -> it.size() == 1);
        assertThat(broker().committed(topics.errands()))
                .hasSizeGreaterThanOrEqualTo(2 * errands)
                .allMatch(it -> it.partition() == chosen);
    }

    /** The system's clock, behind a gate at which stream threads wait while it is closed. */
    private static final class GatedClock extends Clock {
        private final Clock clock = Clock.systemUTC();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        void close() {
            gate = new CountDownLatch(1);
        }

        void open() {
            gate.countDown();
        }

        @Override
        public Instant instant() {
            if (Thread.currentThread().getName().contains("StreamThread")) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            return clock.instant();
        }

        @Override
        public ZoneId getZone() {
            return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return clock.withZone(zone);
        }
    }

    private ErrandStreams start(
            ErrandTopics topics,
            String instance,
            Outside<Errand, String> outside,
            UnaryOperator<OutboundCalls.Builder<Errand, String>> further) {
        Path state = directory.resolve(topics.errands()).resolve(instance);
        return new ErrandStreams(broker().bootstrapServers(), topics, state, outside, further).start();
    }

    private void awaitOutcomes(ErrandTopics topics, int expected) {
        var counts = new HashMap<String, Integer>();
        try (KafkaConsumer<byte[], byte[]> reader = broker().committedReader(topics.outcomes())) {
            await().atMost(SOON).pollInterval(Duration.ofMillis(50)).until(() -> {
                ErrandBroker.readToEnd(reader).forEach(it -> {
                    String text = new String(it.value(), UTF_8);
                    counts.merge(text.substring(0, text.indexOf(' ')), 1, Integer::sum);
                });
                return counts.size() >= expected;
            });
        }
    }

    /** Limits with so many calls in flight. */
    private record CallsAtOnce(int calls) implements UnaryOperator<OutboundCalls.Builder<Errand, String>> {
        @Override
        public OutboundCalls.Builder<Errand, String> apply(OutboundCalls.Builder<Errand, String> builder) {
            CallLimits usual = CallLimits.DEFAULTS;
            return builder.limits(new CallLimits(
                    calls,
                    usual.maxOpenRequests(),
                    usual.longestHold(),
                    usual.longestWait(),
                    usual.tick(),
                    usual.ledgerWindow()));
        }
    }

    /** An outside that honours idempotency keys and takes its time. */
    private static class Idempotent implements Outside<Errand, String> {
        final Set<String> effects = ConcurrentHashMap.newKeySet();
        final ConcurrentLinkedQueue<String> blindCalls = new ConcurrentLinkedQueue<>();
        final AtomicInteger inFlight = new AtomicInteger();
        final AtomicInteger most = new AtomicInteger();
        final AtomicInteger asked = new AtomicInteger();
        private final Set<String> calledBefore = ConcurrentHashMap.newKeySet();
        private final Set<String> inquired = ConcurrentHashMap.newKeySet();
        private final Duration takes;

        Idempotent() {
            this(Duration.ZERO);
        }

        Idempotent(Duration takes) {
            this.takes = takes;
        }

        @Override
        public CallResult<String> call(Errand errand, CallContext context) {
            String id = context.idempotencyKey();
            asked.incrementAndGet();
            if (!calledBefore.add(id) && !inquired.contains(id)) {
                blindCalls.add(id);
            }
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            try {
                Thread.sleep(takes);
                effects.add(id);
                return new CallResult.Answered<>("ok");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new CallResult.Unknown<>("interrupted");
            } finally {
                inFlight.decrementAndGet();
            }
        }

        @Override
        public InquiryResult<String> inquire(Errand errand, CallContext context) {
            inquired.add(context.idempotencyKey());
            return effects.contains(context.idempotencyKey())
                    ? new InquiryResult.Done<>("ok")
                    : new InquiryResult.NotFound<>();
        }

        @Override
        public Duration keyLife() {
            return Duration.ofDays(7);
        }
    }
}
