package io.tocsin.simulation.world;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.tocsin.calls.Books;
import io.tocsin.calls.CommitSignal;
import io.tocsin.calls.OutboundCalls;
import io.tocsin.calls.PassingTime;
import io.tocsin.simulation.history.HistoryEvent;
import io.tocsin.simulation.history.HistoryEvent.Circuit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One run of a program with the engine in it: its stream threads, its calls, and what is seen of it from outside. */
final class Instance implements PassingTime {
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = 1_000_000;

    private final World world;
    private final int number;
    private final OutboundCalls<Errand, String> engine;
    private final List<StreamThread> threads = new ArrayList<>();
    private final Map<Integer, @Nullable Thread> attempts = new LinkedHashMap<>();
    private boolean alive = true;
    private boolean stopping;
    private long frozenUntil;
    private long frozenInAll;
    private int threadsEnded;
    private Books booksSeen = Books.EMPTY;
    private Circuit circuitSeen = Circuit.CLOSED;

    /** The process is dead: whatever ran in it stops where it is. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("the process was killed", null, false, false);
        }
    }

    Instance(World world, int number) {
        this.world = world;
        this.number = number;
        this.engine = build(world);
        for (int i = 0; i < world.scenario().threads(); i++) {
            threads.add(new StreamThread(world, this));
        }
    }

    private OutboundCalls<Errand, String> build(World it) {
        Scenario scenario = it.scenario();
        Seams seams = it.seams();
        Executor attemptThreads = this::begin;
        CommitSignal.Source commits = metrics -> it.acting()::commits;
        var builder = OutboundCalls.<Errand, String>named(
                        World.ENGINE,
                        seams.form(new Errand.Form()),
                        outcome -> outcome.request().id().getBytes(UTF_8))
                .retries(seams.retries(scenario.retries()))
                .limits(seams.limits(scenario.limits()))
                .circuit(seams.circuit(scenario.circuit()))
                .clock(seams.clock(it.clock()))
                .passingTime(this)
                .random(it.engineChance())
                .meters(new CompositeMeterRegistry())
                .threads(seams.threads(attemptThreads, this))
                .commitSignal(seams.commits(commits));
        if (scenario.keepsOrder() && seams.isOrderKept()) {
            builder.keepingOrder();
        }
        return builder.calling(seams.outside(it.outside()));
    }

    int number() {
        return number;
    }

    OutboundCalls<Errand, String> engine() {
        return engine;
    }

    List<StreamThread> threads() {
        return threads;
    }

    boolean isAlive() {
        return alive;
    }

    boolean isStopping() {
        return stopping;
    }

    void start() {
        world.record(new HistoryEvent.ProcessBegan(world.time().now(), number));
        threads.forEach(StreamThread::start);
    }

    // Its calls.

    private void begin(Runnable attempt) {
        StreamThread thread = world.acting();
        int attemptNumber = world.nextAttempt();
        thread.isActive();
        seeCircuit();
        attempts.put(attemptNumber, null);
        world.record(new HistoryEvent.AttemptBegan(
                world.time().now(),
                world.clock().millis(),
                attemptNumber,
                thread.acting().life(),
                number,
                circuitSeen));
        world.time().after(world.scenario().isMerciless() ? world.hesitation() : 0, () -> run(attemptNumber, attempt));
    }

    private void run(int attemptNumber, Runnable attempt) {
        try {
            waitWhileFrozen();
            attempts.put(attemptNumber, Thread.currentThread());
            world.time().actFor(new Caller(this, attemptNumber));
            world.faults().at(FaultPoint.ATTEMPT_BEGINS, this);
            attempt.run();
        } catch (Killed e) {
            return;
        }
        if (alive) {
            attempts.remove(attemptNumber);
            world.record(new HistoryEvent.AttemptEnded(world.time().now(), attemptNumber));
            threads.forEach(StreamThread::wake);
            world.rested();
        }
    }

    /** Who calls the outside. */
    record Caller(Instance instance, int attempt) {}

    /** Whether none of its attempts runs and none of its threads has still to notice something. */
    boolean isAtRest() {
        return attempts.isEmpty() && threads.stream().noneMatch(StreamThread::isEvicted);
    }

    // What is seen of it.

    /** Notes what has changed in what it shows. */
    void look() {
        seeCircuit();
        Books books = engine.books();
        if (!countsOf(books).equals(countsOf(booksSeen))) {
            booksSeen = books;
            world.record(new HistoryEvent.BooksSeen(world.time().now(), number, books));
        }
    }

    /** Without the age, which always changes. */
    private static Books countsOf(Books books) {
        return new Books(
                books.received(),
                books.succeeded(),
                books.failed(),
                books.deadLettered(),
                books.inFlight(),
                books.waiting(),
                books.onTheirWay(),
                books.duplicates(),
                0);
    }

    void seeCircuit() {
        Circuit circuit = Circuit.valueOf(engine.circuit().replace('-', '_').toUpperCase(Locale.ROOT));
        if (circuit != circuitSeen) {
            circuitSeen = circuit;
            world.record(new HistoryEvent.CircuitSeen(world.time().now(), number, circuit));
        }
    }

    // What is done to it.

    void kill() {
        alive = false;
        attempts.clear();
        world.record(new HistoryEvent.ProcessEnded(world.time().now(), number, "killed"));
        threads.forEach(StreamThread::killed);
    }

    /** Stands still, all of it, and then goes on as if nothing had been. */
    void freeze(long nanos) {
        frozenUntil = Math.max(frozenUntil, world.time().now() + nanos);
        stall(nanos);
        threads.forEach(StreamThread::abortByCoordinator);
    }

    /** One of its threads stands still for a while, or all do. */
    void stall(long nanos) {
        frozenInAll += nanos;
        world.record(new HistoryEvent.ProcessFrozen(world.time().now(), number, true));
        world.time().after(nanos, () -> {
            if (alive) {
                world.record(new HistoryEvent.ProcessFrozen(world.time().now(), number, false));
            }
        });
    }

    /** For how long it has stood still through no fault of its own. */
    long frozenInAll() {
        return frozenInAll;
    }

    /** Asks it to stop: its calls may finish, then its threads leave. */
    void stop() {
        stopping = true;
        world.time().after(0, () -> {
            try {
                world.record(new HistoryEvent.DrainBegan(world.time().now(), number));
                if (world.seams().isInterruptedOnStop()) {
                    attempts.values().forEach(Instance::interrupt);
                }
                if (world.seams().isDrainedOnStop()) {
                    engine.drain(DRAIN_LIMIT);
                } else {
                    sleep(DRAIN_LIMIT);
                }
                threads.forEach(StreamThread::stop);
            } catch (Killed e) {
                // It was killed while it was stopping; that is noted where it was done.
            }
        });
    }

    private static void interrupt(@Nullable Thread thread) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    void threadEnded() {
        threadsEnded++;
        if (threadsEnded == threads.size()) {
            alive = false;
            attempts.clear();
            world.record(new HistoryEvent.ProcessEnded(world.time().now(), number, "stopped"));
            world.instanceEnded(this);
        }
    }

    // How time passes in it.

    /** Lets time pass on behalf of this process; longer when it is frozen meanwhile, and for ever when it is killed. */
    void pass(long nanos) {
        world.time().pass(nanos);
        waitWhileFrozen();
    }

    private void waitWhileFrozen() {
        requireAlive();
        while (frozenUntil > world.time().now()) {
            world.time().pass(frozenUntil - world.time().now());
            requireAlive();
        }
    }

    private void requireAlive() {
        if (!alive) {
            throw new Killed();
        }
    }

    @Override
    public long nanos() {
        return world.time().now();
    }

    @Override
    public void sleep(Duration time) {
        pass(time.toNanos());
    }

    @Override
    public <T> @Nullable T poll(BlockingQueue<T> queue, Duration longest) {
        long end = nanos() + longest.toNanos();
        T first = queue.poll();
        while (first == null && nanos() < end) {
            pass(Math.min(LOOK_NANOS, end - nanos()));
            first = queue.poll();
        }
        return first;
    }
}
