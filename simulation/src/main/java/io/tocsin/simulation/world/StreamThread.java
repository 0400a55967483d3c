package io.tocsin.simulation.world;

import io.tocsin.simulation.history.HistoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stream thread of Kafka Streams: it polls, processes, punctuates and commits, all its tasks in one transaction.
 *
 * <p>Evicted from its group it goes on until it notices, by a poll or by a commit that is refused. A commit is refused because
 * of who commits only when it names offsets ({@link Task#hasConsumed}), as in Kafka: the fencing of {@code exactly_once_v2} lies
 * in the offsets.
 */
final class StreamThread {
    private static final Duration SHORTEST_IDLE = Duration.ofMillis(10);
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(2);
    private static final Duration LONGEST_RESTORE = Duration.ofMillis(500);
    private static final Duration LONGEST_BLINDNESS = Duration.ofSeconds(5);
    private static final int MOST_FETCHED = 20;
    private static final int MOST_AT_ONCE = 8;

    private final World world;
    private final Instance instance;
    private final Chance chance;
    private final List<Task> tasks = new ArrayList<>();
    private final Map<Integer, Long> assigned = new LinkedHashMap<>();
    private final Set<Integer> revoked = new LinkedHashSet<>();
    private @Nullable Transaction transaction;
    private @Nullable Task acting;
    private long commits;
    private long lastCommit;
    private Phase phase = Phase.POLL;
    private boolean evicted;
    private long noticesAt;
    private boolean stopping;
    private boolean ended;
    private boolean midstep;
    private boolean woken;
    private long stalledUntil;
    private boolean abortNext;
    private boolean active;
    private long idleNanos = SHORTEST_IDLE.toNanos();
    private long plan;

    private enum Phase {
        POLL,
        PROCESS,
        PUNCTUATE,
        COMMIT
    }

    /** The transaction was aborted: the tasks are revived. */
    static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Aborted() {
            super("the transaction was aborted", null, false, false);
        }
    }

    /** Somebody else owns the tasks: they are closed. */
    private static final class Fenced extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fenced() {
            super("somebody else owns the tasks", null, false, false);
        }
    }

    StreamThread(World world, Instance instance) {
        this.world = world;
        this.instance = instance;
        this.chance = world.chance();
    }

    Instance instance() {
        return instance;
    }

    /** How often it has committed, as its metric says. */
    long commits() {
        return commits;
    }

    void start() {
        plan(chance.nanosBetween(Duration.ofMillis(1), Duration.ofMillis(100)));
        world.group().join(this);
    }

    /** Something has come that it waited for. */
    void wake() {
        woken = true;
        idleNanos = SHORTEST_IDLE.toNanos();
        if (!midstep && !ended) {
            plan(chance.nanosBetween(Duration.ofNanos(50_000), Duration.ofMillis(10)));
        }
    }

    /** Plans the next step, instead of the one planned before. */
    private void plan(long nanos) {
        long mine = ++plan;
        world.time().after(nanos, () -> {
            if (mine == plan) {
                step();
            }
        });
    }

    private void step() {
        if (!instance.isAlive() || ended) {
            return;
        }
        midstep = true;
        try {
            instance.pass(Math.max(0, stalledUntil - world.time().now()));
            if (abortNext) {
                abortNext = false;
                throw new Aborted();
            }
            do {
                runPhase();
            } while (!ended && phase != Phase.POLL && chance.happens(0.6));
        } catch (Instance.Killed e) {
            return;
        } catch (Aborted e) {
            revive("its transaction was aborted");
        } catch (Fenced e) {
            lose();
        } catch (VirtualTime.HistoryOver e) {
            throw e;
        } catch (RuntimeException | Error e) {
            world.engineFailed(instance, e);
            return;
        } finally {
            midstep = false;
        }
        if (!ended) {
            plan(pause());
        }
    }

    private void runPhase() {
        switch (phase) {
            case POLL -> {
                active = false;
                woken = false;
                poll();
                phase = Phase.PROCESS;
            }
            case PROCESS -> {
                boolean more = process();
                phase = more && chance.happens(0.3) ? Phase.PROCESS : Phase.PUNCTUATE;
            }
            case PUNCTUATE -> {
                for (Task task : List.copyOf(tasks)) {
                    task.punctuate();
                }
                instance.look();
                world.faults().at(FaultPoint.AFTER_PUNCTUATION, this);
                phase = Phase.COMMIT;
            }
            case COMMIT -> {
                phase = Phase.POLL;
                if (isCommitDue()) {
                    commit(true);
                }
            }
        }
    }

    /** Between two steps: a moment while there is work, ever longer while there is none. */
    private long pause() {
        boolean busy = active || woken || tasks.stream().anyMatch(Task::hasMoreToFetch);
        if (busy) {
            idleNanos = SHORTEST_IDLE.toNanos();
        }
        if (busy || phase != Phase.POLL) {
            return chance.nanosBetween(Duration.ofNanos(20_000), Duration.ofMillis(3));
        }
        long longest = transaction != null || !assigned.isEmpty()
                ? world.scenario().commitInterval().toNanos()
                : LONGEST_IDLE.toNanos();
        long idle = Math.min(idleNanos, longest);
        idleNanos = Math.min(idleNanos * 2, LONGEST_IDLE.toNanos());
        return idle;
    }

    // Polling, and what the group says then.

    private void poll() {
        if (evicted && world.time().now() >= noticesAt) {
            throw new Fenced();
        }
        if (stopping) {
            leave();
            return;
        }
        if (!evicted) {
            handOver();
            takeOver();
        }
        for (Task task : tasks) {
            if (!evicted) {
                task.fetch(MOST_FETCHED);
            }
        }
    }

    private void handOver() {
        if (revoked.isEmpty()) {
            return;
        }
        // More may be revoked while this goes on.
        List<Integer> released = List.copyOf(revoked);
        List<Task> leaving = tasks.stream()
                .filter(task -> released.contains(task.partition()))
                .toList();
        if (!leaving.isEmpty()) {
            commit(false);
        }
        for (Task task : leaving) {
            task.end("handed over");
            tasks.remove(task);
        }
        released.forEach(partition -> {
            revoked.remove(partition);
            assigned.remove(partition);
            world.group().released(partition, this);
        });
        active = true;
    }

    private void takeOver() {
        long now = world.time().now();
        List<Integer> ready = assigned.entrySet().stream()
                .filter(it -> it.getValue() <= now)
                .map(Map.Entry::getKey)
                .toList();
        for (Integer partition : ready) {
            assigned.remove(partition);
            var task = new Task(world, this, world.kafka().partition(partition));
            tasks.add(task);
            task.begin();
            active = true;
        }
    }

    private void leave() {
        commit(false);
        for (Task task : tasks) {
            task.end("stopped");
        }
        tasks.clear();
        world.group().leave(this);
        end();
    }

    private void end() {
        ended = true;
        assigned.clear();
        instance.threadEnded();
    }

    // Working.

    /** Processes some of what was fetched; returns whether there is more. */
    private boolean process() {
        int most = chance.among(1, MOST_AT_ONCE);
        for (Task task : List.copyOf(tasks)) {
            for (int i = 0; i < most && task.hasFetched(); i++) {
                task.processNext();
                active = true;
                world.faults().at(FaultPoint.BETWEEN_RECORDS, this);
            }
        }
        return tasks.stream().anyMatch(Task::hasFetched);
    }

    /** Lets the processor of {@code task} work, and notes how long it stood still in it. */
    void actAs(Task task, Runnable work) {
        Task before = acting;
        acting = task;
        long began = world.time().now();
        long frozenBefore = instance.frozenInAll();
        try {
            world.time().actFor(this);
            work.run();
        } finally {
            acting = before;
        }
        long took = world.time().now() - began;
        if (took > 0 && instance.frozenInAll() == frozenBefore) {
            world.record(new HistoryEvent.StreamWaited(world.time().now(), instance.number(), Duration.ofNanos(took)));
        }
    }

    /** Whose processor is at work. */
    Task acting() {
        if (acting == null) {
            throw new IllegalStateException("no task is at work");
        }
        return acting;
    }

    /** Something was started or changed: no reason to rest. */
    void isActive() {
        active = true;
    }

    // Transactions.

    /** The open transaction; begins one when there is none. */
    Transaction transaction() {
        active = true;
        if (transaction == null) {
            transaction = new Transaction(world.time().now());
        }
        return transaction;
    }

    private boolean isCommitDue() {
        return tasks.stream().anyMatch(Task::isCommitRequested)
                || world.time().now() - lastCommit
                        >= world.scenario().commitInterval().toNanos();
    }

    /** @param counted whether the metric counts it; the commit of a hand-over is not counted */
    private void commit(boolean counted) {
        world.faults().at(FaultPoint.BEFORE_COMMIT, this);
        boolean namesOffsets = tasks.stream().anyMatch(Task::hasConsumed);
        if ((transaction != null && transaction.isAborted()) || (evicted && namesOffsets)) {
            throw new Fenced();
        }
        if (transaction != null) {
            world.record(new HistoryEvent.Committed(
                    world.time().now(), tasks.stream().map(Task::life).toList()));
        }
        tasks.forEach(Task::commit);
        Transaction committed = transaction;
        transaction = null;
        if (committed != null) {
            committed.commit();
        }
        lastCommit = world.time().now();
        world.faults().at(FaultPoint.COMMITTED_UNHEARD, this);
        if (counted) {
            commits++;
        }
        world.faults().at(FaultPoint.AFTER_COMMIT, this);
        world.committed();
    }

    private void revive(String why) {
        world.countCrash();
        abort();
        phase = Phase.POLL;
        for (Task task : tasks) {
            task.end(why);
        }
        world.time().pass(chance.nanosBetween(Duration.ofMillis(1), LONGEST_RESTORE));
        if (instance.isAlive()) {
            tasks.forEach(Task::begin);
        }
    }

    private void lose() {
        abort();
        phase = Phase.POLL;
        for (Task task : tasks) {
            task.end("fenced");
        }
        tasks.clear();
        assigned.clear();
        revoked.clear();
        if (!evicted) {
            world.group().leave(this);
        }
        evicted = false;
        if (stopping) {
            end();
        } else {
            world.group().join(this);
        }
    }

    private void abort() {
        if (transaction != null) {
            transaction.abort();
            transaction = null;
        }
    }

    // What others do to it.

    boolean isEvicted() {
        return evicted;
    }

    boolean owns(int partition) {
        return !evicted && tasks.stream().anyMatch(task -> task.partition() == partition);
    }

    /** The group gives it a partition; it takes it over as soon as the stores are restored. */
    void assign(int partition) {
        assigned.put(partition, world.time().now() + chance.nanosBetween(Duration.ofMillis(1), LONGEST_RESTORE));
        wake();
    }

    /** The group wants a partition back. */
    void revoke(int partition) {
        revoked.add(partition);
        wake();
    }

    /** The group goes on without it; it will notice. */
    void evict() {
        evicted = true;
        noticesAt = world.time().now() + chance.nanosBetween(Duration.ofMillis(1), LONGEST_BLINDNESS);
    }

    /** Its transaction will turn out to be aborted. */
    void abortNext() {
        abortNext = true;
        wake();
    }

    /** Stands still for a while, alone: the calls of its process go on. */
    void stall(long nanos) {
        instance.stall(nanos);
        abortByCoordinator();
        if (world.time().actor() == this) {
            instance.pass(nanos);
        } else {
            stalledUntil = world.time().now() + nanos;
        }
    }

    void stop() {
        stopping = true;
        wake();
    }

    /** Its process is dead. What it had sent stays undecided until the coordinator gives up waiting. */
    void killed() {
        ended = true;
        tasks.forEach(
                task -> world.record(new HistoryEvent.LifeEnded(world.time().now(), task.life(), "killed")));
        tasks.clear();
        abortByCoordinator();
    }

    /** Unless it ends by itself, its open transaction is aborted after at most the transaction time-out. */
    void abortByCoordinator() {
        Transaction open = transaction;
        if (open != null) {
            world.time().after(world.transactionTimeout(open), () -> {
                open.abort();
                world.kafka().partitions().forEach(it -> world.group().wakeOwner(it.number()));
            });
        }
    }
}
