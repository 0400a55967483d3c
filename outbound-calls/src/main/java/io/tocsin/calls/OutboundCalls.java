package io.tocsin.calls;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * Calls an outside system once per record of a topic.
 *
 * <p>It is a processor for a Kafka Streams topology under {@code exactly_once_v2}. For any crash, rebalance or outage, at
 * any instant: no request is lost; each id has one outcome; the outside sees one effect, as far as it keeps idempotency
 * keys; the stream thread never waits for the outside; what is in flight is bounded. How, and what to configure, is in the
 * module's README; why, in ADR 1 and 2.
 *
 * <p>In a topology:
 *
 * {@snippet class = "io.tocsin.calls.example.ParcelLabels" region = "topology"}
 *
 * <p>One instance serves one {@link KafkaStreams} instance. Before that is closed, {@link #drain} lets calls in flight
 * finish.
 *
 * @param <Q> the request
 * @param <A> the outside's answer
 */
public final class OutboundCalls<Q, A> implements ProcessorSupplier<byte[], Reading<Q>, byte[], CallEvent<Q, A>> {
    private static final Duration DRAIN_LOOK = Duration.ofMillis(20);
    private static final long PARK_AT_LEAST_MILLIS = 1_000;
    private static final long PARK_SPREAD_MILLIS = 4_000;
    private static final int FEWEST_OPEN_PER_TASK = 16;

    private final StoreNames stores;
    private final RequestForm<Q> form;
    private final OutcomeForm<Q, A> outcomes;
    private final RetryPolicy retries;
    private final CallLimits limits;
    private final CommitSignal.Source commitSignal;
    private final Clock clock;
    private final PassingTime passingTime;
    private final RandomGenerator random;
    private final CircuitBreaker circuit;
    private final boolean keepsOrder;
    private final boolean announcesCalls;
    private final boolean tellsIntake;
    private final CallMetrics metrics;
    private final CallDispatcher<Q, A> dispatcher;
    private final Set<CallProcessor<Q, A>> tasks = ConcurrentHashMap.newKeySet();

    private OutboundCalls(Builder<Q, A> builder, Outside<Q, A> outside) {
        this.stores = StoreNames.of(builder.name);
        this.form = builder.form;
        this.outcomes = builder.outcomes;
        this.retries = builder.retries;
        this.limits = builder.limits;
        this.commitSignal = builder.commitSignal;
        this.clock = builder.clock;
        this.passingTime = builder.passingTime;
        this.random = builder.random;
        this.circuit = CircuitBreaker.of(builder.name, builder.circuit.toConfig(passingTime, builder.random));
        this.keepsOrder = builder.keepsOrder;
        this.announcesCalls = !outside.canBeAsked();
        this.tellsIntake = builder.tellsIntake;
        this.metrics = new CallMetrics(builder.meters, builder.name);
        this.dispatcher = new CallDispatcher<>(
                outside, circuit, limits.maxCallsInFlight(), builder.threads, clock, passingTime, metrics);
        CallMetrics.bind(builder.meters, builder.name, this::books, dispatcher, circuit);
    }

    /**
     * Begins to describe an engine.
     *
     * @param name in lower case, for example {@code bank}: names its stores, its changelog topics and its metrics, so it
     *     must never change while the stores hold anything
     * @param form how requests are read and written
     * @param outcomes how outcomes are written
     */
    public static <Q, A> Builder<Q, A> named(String name, RequestForm<Q> form, OutcomeForm<Q, A> outcomes) {
        return new Builder<>(name, form, outcomes);
    }

    /** What may be said about an engine before it is built; everything has a sensible default. */
    public static final class Builder<Q, A> {
        private final String name;
        private final RequestForm<Q> form;
        private final OutcomeForm<Q, A> outcomes;
        private RetryPolicy retries =
                new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofMinutes(10), 0.5, Duration.ofMinutes(10));
        private CallLimits limits = CallLimits.DEFAULTS;
        private CircuitPolicy circuit = CircuitPolicy.DEFAULTS;
        private CommitSignal.Source commitSignal = CommitSignal.ofStreamThread();
        private Clock clock = Clock.systemUTC();
        private PassingTime passingTime = PassingTime.ofTheSystem();
        private RandomGenerator random = new SharedRandom();
        private boolean keepsOrder;
        private boolean tellsIntake;
        private MeterRegistry meters = new SimpleMeterRegistry();
        private Executor threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("call-", 0).factory());

        private Builder(String name, RequestForm<Q> form, OutcomeForm<Q, A> outcomes) {
            if (!name.matches("[a-z][a-z0-9-]{0,40}")) {
                throw new IllegalArgumentException(
                        "an engine's name is lower-case letters, digits and dashes, not \"" + name + '"');
            }
            this.name = name;
            this.form = form;
            this.outcomes = outcomes;
        }

        /** When a failed call is tried again. */
        public Builder<Q, A> retries(RetryPolicy policy) {
            this.retries = policy;
            return this;
        }

        /** The bounds within which the engine keeps itself. */
        public Builder<Q, A> limits(CallLimits bounds) {
            this.limits = bounds;
            return this;
        }

        /** When the circuit opens and closes. */
        public Builder<Q, A> circuit(CircuitPolicy policy) {
            this.circuit = policy;
            return this;
        }

        /**
         * Lets a request keep its place while the outside refuses for now: those of its key that came later wait behind it, so that an
         * outage changes no order. Without it such a request goes back to the end of its topic, like one that is retried.
         */
        public Builder<Q, A> keepingOrder() {
            this.keepsOrder = true;
            return this;
        }

        /** Lets {@link CallEvent.TakenIn} be told of each request, for those who watch how long requests take. */
        public Builder<Q, A> tellingIntake() {
            this.tellsIntake = true;
            return this;
        }

        /** Where the meters go. */
        public Builder<Q, A> meters(MeterRegistry registry) {
            this.meters = registry;
            return this;
        }

        /** The time; to be replaced in tests. */
        public Builder<Q, A> clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** What the engine measures and waits with; to be replaced only in a simulation. */
        public Builder<Q, A> passingTime(PassingTime source) {
            this.passingTime = source;
            return this;
        }

        /** Chance, for jitter; to be replaced in tests. Used by several threads at once. */
        public Builder<Q, A> random(RandomGenerator source) {
            this.random = source;
            return this;
        }

        /** How the engine learns of commits; to be replaced only where there are no stream threads. */
        public Builder<Q, A> commitSignal(CommitSignal.Source source) {
            this.commitSignal = source;
            return this;
        }

        /** What runs the calls; virtual threads unless a test wants otherwise. */
        public Builder<Q, A> threads(Executor executor) {
            this.threads = executor;
            return this;
        }

        /**
         * Builds the engine.
         *
         * @throws IllegalArgumentException when retrying may go on for longer than the outside remembers idempotency
         *     keys: then a late retry could have a second effect
         */
        public OutboundCalls<Q, A> calling(Outside<Q, A> outside) {
            if (retries.horizon().compareTo(outside.keyLife()) > 0) {
                throw new IllegalArgumentException("Retries of \"" + name + "\" may go on for " + retries.horizon()
                        + ", but the outside remembers idempotency keys for " + outside.keyLife()
                        + " only: a later retry could have its effect twice. Lower max-attempts or longest-delay,"
                        + " or configure a longer key life if the outside promises one.");
            }
            if (retries.horizon().compareTo(limits.ledgerWindow()) > 0) {
                throw new IllegalArgumentException("Retries of \"" + name + "\" may go on for " + retries.horizon()
                        + ", but outcomes are remembered for " + limits.ledgerWindow()
                        + " only: a duplicate could be called again. Raise ledger-window or lower the retries.");
            }
            return new OutboundCalls<>(this, outside);
        }
    }

    @Override
    public Processor<byte[], Reading<Q>, byte[], CallEvent<Q, A>> get() {
        return new CallProcessor<>(this);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        // Entries live for seconds: small segments let the cleaner keep the changelog, and so a restore, short.
        Map<String, String> shortLived = Map.of(
                "segment.bytes", Integer.toString(16 * 1024 * 1024),
                "min.cleanable.dirty.ratio", "0.1",
                "delete.retention.ms", "60000");
        return Set.of(
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(stores.inFlight()), Serdes.String(), Serdes.ByteArray())
                        .withLoggingEnabled(shortLived),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(stores.waiting()), Serdes.Bytes(), Serdes.ByteArray())
                        .withLoggingEnabled(shortLived),
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(stores.ledger()), Serdes.String(), Serdes.ByteArray())
                        .withLoggingEnabled(Map.of()),
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(stores.tally()), Serdes.String(), Serdes.ByteArray())
                        .withCachingEnabled()
                        .withLoggingEnabled(shortLived));
    }

    /** The books of the tasks that this process owns now. */
    public Books books() {
        Books sum = Books.EMPTY;
        for (CallProcessor<Q, A> task : tasks) {
            sum = sum.plus(task.books());
        }
        return sum;
    }

    /** How many calls run at this moment. */
    public int callsInFlight() {
        return dispatcher.callsInFlight();
    }

    /** The state of the circuit: {@code closed}, {@code open} or {@code half-open}. */
    public String circuit() {
        return CallMetrics.stateName(circuit.getState());
    }

    /**
     * Where a request stands, as far as the stores of this process know.
     *
     * @param streams the running streams that this engine is part of
     * @return empty when no task of this process knows the id; another instance may
     * @throws org.apache.kafka.streams.errors.InvalidStateStoreException while stores are being restored or moved
     */
    public Optional<RequestState> find(KafkaStreams streams, String id) {
        byte[] open = streams.store(StoreQueryParameters.fromNameAndType(
                        stores.inFlight(), QueryableStoreTypes.<String, byte[]>keyValueStore()))
                .get(id);
        if (open != null) {
            StoredRequest stored = StoredRequest.of(open);
            return Optional.of(
                    new RequestState.InFlight(stored.request(), stored.history().retries()));
        }
        byte[] known = streams.store(StoreQueryParameters.fromNameAndType(
                        stores.ledger(), QueryableStoreTypes.<String, byte[]>keyValueStore()))
                .get(id);
        return known == null ? Optional.empty() : Optional.ofNullable(state(streams, id, LedgerEntry.of(known)));
    }

    private @Nullable RequestState state(KafkaStreams streams, String id, LedgerEntry entry) {
        return switch (entry) {
            case LedgerEntry.Finished finished -> new RequestState.Finished(finished.succeeded(), finished.outcome());
            case LedgerEntry.Republished republished ->
                new RequestState.OnItsWay(republished.history().retries());
            case LedgerEntry.Waiting waiting -> {
                byte[] bytes = streams.store(StoreQueryParameters.fromNameAndType(
                                stores.waiting(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore()))
                        .get(WaitingRoom.storeKey(waiting.dueMillis(), id));
                int retriesSoFar = waiting.history().retries();
                yield bytes == null
                        ? new RequestState.OnItsWay(retriesSoFar)
                        : new RequestState.Waiting(
                                StoredRequest.of(bytes).request(),
                                retriesSoFar,
                                Instant.ofEpochMilli(waiting.dueMillis()));
            }
        };
    }

    /**
     * Starts no call from now on and waits until those in flight have finished and been taken in. None is interrupted: what
     * is still running at the limit goes on, and its request is asked about by the next owner. Call it before closing the
     * streams, while they still run.
     *
     * @param limit how long to wait at the most
     * @return whether nothing is in flight any more
     */
    public boolean drain(Duration limit) {
        dispatcher.close();
        long end = passingTime.nanos() + limit.toNanos();
        while (passingTime.nanos() < end) {
            if (isIdle()) {
                return true;
            }
            passingTime.sleep(DRAIN_LOOK);
        }
        return isIdle();
    }

    private boolean isIdle() {
        return dispatcher.callsInFlight() == 0 && tasks.stream().noneMatch(CallProcessor::hasCompletions);
    }

    /** Refuses to run where rule 1 cannot hold. */
    void requireExactlyOnce(Map<String, Object> config) {
        Object guarantee = config.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG);
        if (!StreamsConfig.EXACTLY_ONCE_V2.equals(guarantee)) {
            throw new IllegalStateException("outbound calls need processing.guarantee=exactly_once_v2, but it is "
                    + guarantee + ": without it a crash could lose a request or repeat an outcome");
        }
    }

    void taskStarted(CallProcessor<Q, A> task) {
        tasks.add(task);
    }

    void taskStopped(CallProcessor<Q, A> task) {
        tasks.remove(task);
    }

    /** This task's share of the open requests that the process may have. */
    int openRequestsPerTask() {
        return Math.max(FEWEST_OPEN_PER_TASK, limits.maxOpenRequests() / Math.max(1, tasks.size()));
    }

    /** How long a request is parked for want of room: spread by chance, so that the parked do not come back together. */
    Duration parkedFor() {
        return Duration.ofMillis(PARK_AT_LEAST_MILLIS + (long) (random.nextDouble() * PARK_SPREAD_MILLIS));
    }

    boolean isClosing() {
        return dispatcher.isClosed();
    }

    StoreNames storeNames() {
        return stores;
    }

    RequestForm<Q> form() {
        return form;
    }

    OutcomeForm<Q, A> outcomes() {
        return outcomes;
    }

    RetryPolicy retries() {
        return retries;
    }

    CallLimits limits() {
        return limits;
    }

    boolean keepsOrder() {
        return keepsOrder;
    }

    boolean tellsIntake() {
        return tellsIntake;
    }

    boolean announcesCalls() {
        return announcesCalls;
    }

    CommitSignal.Source commitSignal() {
        return commitSignal;
    }

    Clock clock() {
        return clock;
    }

    PassingTime passingTime() {
        return passingTime;
    }

    RandomGenerator random() {
        return random;
    }

    CallMetrics metrics() {
        return metrics;
    }

    CallDispatcher<Q, A> dispatcher() {
        return dispatcher;
    }

    /** Each thread's own generator, behind one object that threads may share. */
    private static final class SharedRandom implements RandomGenerator {
        @Override
        public long nextLong() {
            return ThreadLocalRandom.current().nextLong();
        }
    }
}
