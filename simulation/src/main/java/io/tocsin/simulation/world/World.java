package io.tocsin.simulation.world;

import io.tocsin.calls.Books;
import io.tocsin.simulation.history.HistoryEvent;
import io.tocsin.simulation.history.HistoryEvent.Ending;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One history: the world of a seed, from the first request until everything has come to rest.
 *
 * <p>First things break, for as long as the scenario says. Then they are mended, and everything that was asked for must come to
 * its end.
 */
public final class World {
    static final String ENGINE = "errands";
    static final String IN_FLIGHT_STORE = ENGINE + "-calls-in-flight";
    private static final String WAITING_STORE = ENGINE + "-calls-waiting";
    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_HESITATION = Duration.ofSeconds(2);
    private static final Duration LAST_LOOKS = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    private final Scenario scenario;
    private final Seams seams;
    private final Chance chance;
    private final Chance engineChance;
    private final VirtualTime time = new VirtualTime();
    private final WallClock clock = new WallClock(time);
    private final Kafka kafka;
    private final Group group;
    private final SimulatedOutside outside;
    private final Traffic traffic;
    private final Faults faults;
    private final List<Instance> instances = new ArrayList<>();
    private final List<HistoryEvent> history = new ArrayList<>();
    private int processes;
    private int lives;
    private int attempts;
    private int crashes;
    private boolean calm;
    private boolean atRest;

    private World(long seed, Seams seams) {
        var root = new Chance(seed);
        this.seams = seams;
        this.scenario = Scenario.of(seed, root.split());
        this.chance = root.split();
        this.engineChance = root.split();
        this.kafka = new Kafka(scenario.partitions());
        this.group = new Group(kafka, root.split());
        this.outside = new SimulatedOutside(this, root.split());
        this.traffic = new Traffic(this, root.split());
        this.faults = new Faults(this, root.split());
    }

    /**
     * Lets the history of a seed take place.
     *
     * @param seams where bugs are planted
     */
    public static Told tell(long seed, Seams seams) throws InterruptedException {
        var world = new World(seed, seams);
        world.begin();
        world.time.run();
        world.end();
        return new Told(
                seed,
                world.scenario.toString(),
                world.scenario.promises(),
                world.history,
                world.crashes,
                world.attempts);
    }

    private void begin() {
        traffic.start();
        outside.start();
        faults.start();
        for (int i = 0; i < scenario.instances(); i++) {
            startInstance();
        }
        time.after(scenario.activeFor().toNanos(), this::calmDown);
    }

    private void startInstance() {
        var instance = new Instance(this, processes++);
        instances.add(instance);
        instance.start();
    }

    private void calmDown() {
        calm = true;
        note("from here on nothing breaks any more");
        outside.recover();
        time.after(PATIENCE.plus(clock.movedInAll().multipliedBy(2)).toNanos(), () -> {
            history.add(new HistoryEvent.NeverAtRest(time.now()));
            time.stop();
        });
        rested();
    }

    private void end() {
        for (Kafka.Partition partition : kafka.partitions()) {
            history.add(new HistoryEvent.StoresAtEnd(
                    time.now(),
                    partition.number(),
                    partition.storeSize(IN_FLIGHT_STORE),
                    partition.storeSize(WAITING_STORE)));
        }
        if (atRest) {
            history.add(new HistoryEvent.BooksAtEnd(time.now(), books()));
            for (Instance instance : instances) {
                history.add(new HistoryEvent.CallsAtEnd(
                        time.now(), instance.number(), instance.engine().callsInFlight()));
            }
        }
    }

    private Books books() {
        Books sum = Books.EMPTY;
        for (Instance instance : instances) {
            Books books = instance.engine().books();
            sum = new Books(
                    sum.received() + books.received(),
                    sum.succeeded() + books.succeeded(),
                    sum.failed() + books.failed(),
                    sum.deadLettered() + books.deadLettered(),
                    sum.inFlight() + books.inFlight(),
                    sum.waiting() + books.waiting(),
                    sum.onTheirWay() + books.onTheirWay(),
                    sum.duplicates() + books.duplicates(),
                    Math.max(sum.oldestWaitingMillis(), books.oldestWaitingMillis()));
        }
        return sum;
    }

    // When it is over.

    /** Something has ended that may have been the last. */
    void rested() {
        if (calm && !atRest && isAtRest()) {
            atRest = true;
            time.after(LAST_LOOKS.toNanos(), () -> {
                if (isAtRest()) {
                    time.stop();
                } else {
                    atRest = false;
                }
            });
        }
    }

    /** A stream thread has committed. */
    void committed() {
        rested();
    }

    private boolean isAtRest() {
        return traffic.isAtRest()
                && outside.isAtRest()
                && instances.stream().allMatch(Instance::isAtRest)
                && kafka.partitions().stream().allMatch(this::isAtRest);
    }

    private boolean isAtRest(Kafka.Partition partition) {
        StreamThread owner = group.owner(partition.number());
        return owner != null
                && owner.owns(partition.number())
                && isRead(partition)
                && partition.storeSize(IN_FLIGHT_STORE) == 0
                && partition.storeSize(WAITING_STORE) == 0;
    }

    /** Whether nothing lies behind the committed offset but what was aborted. */
    private static boolean isRead(Kafka.Partition partition) {
        if (partition.log().stableEnd() < partition.log().end()) {
            return false;
        }
        for (long offset = partition.committedOffset(); offset < partition.log().end(); offset++) {
            if (!partition.log().at(offset).isAborted()) {
                return false;
            }
        }
        return true;
    }

    // What is done to it.

    void kill(Instance instance) {
        if (!instance.isAlive()) {
            return;
        }
        crashes++;
        instance.kill();
        instances.remove(instance);
        for (StreamThread thread : instance.threads()) {
            time.after(faults.sessionNanos(), () -> group.leave(thread));
        }
        time.after(faults.restNanos(), this::startInstance);
    }

    void stop(Instance instance) {
        if (instance.isAlive() && !instance.isStopping()) {
            crashes++;
            instance.stop();
            time.after(faults.restNanos(), this::startInstance);
        }
    }

    /** A process that was asked to stop has stopped. */
    void instanceEnded(Instance instance) {
        instances.remove(instance);
    }

    /** The group throws a thread out, and gives its partitions to others. */
    void evict(StreamThread thread) {
        if (thread.instance().isAlive() && group.isMember(thread)) {
            crashes++;
            note("a thread of process " + thread.instance().number() + " is thrown out of the group");
            thread.evict();
            group.leave(thread);
        }
    }

    void moveClock(Duration by) {
        clock.move(by);
        record(new HistoryEvent.ClockMoved(time.now(), by));
    }

    /** A crash that leaves no trace of its own. */
    void countCrash() {
        crashes++;
    }

    @Nullable Instance someInstance() {
        return instances.isEmpty() ? null : instances.get(chance.among(0, instances.size() - 1));
    }

    // What happens in it.

    void record(HistoryEvent event) {
        history.add(event);
    }

    void note(String text) {
        record(new HistoryEvent.Note(time.now(), text));
    }

    void outcomeWritten(Errand errand, Ending ending, int tried) {
        record(new HistoryEvent.OutcomeWritten(time.now(), errand.id(), ending, tried));
        if (!calm) {
            traffic.sawFailure(errand, ending);
        }
    }

    /** The engine threw what nobody had thrown at it: the history ends here. */
    void engineFailed(Instance instance, Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        record(new HistoryEvent.EngineFailed(
                time.now(), instance.number(), failure + (trace.length == 0 ? "" : " at " + trace[0])));
        time.stop();
    }

    int nextLife() {
        return ++lives;
    }

    int nextAttempt() {
        return ++attempts;
    }

    /** How long an attempt waits for its thread. */
    long hesitation() {
        return chance.happens(0.8) ? 0 : chance.nanosBetween(Duration.ofNanos(1), LONGEST_HESITATION);
    }

    /** How long a transaction that nobody ends stays open. */
    long transactionTimeout(Transaction transaction) {
        long left = TRANSACTION_TIMEOUT.toNanos() - (time.now() - transaction.began());
        return chance.nanosBetween(Duration.ofNanos(1), Duration.ofNanos(Math.max(2, left)));
    }

    // What it is made of.

    /** The stream thread whose step runs. */
    StreamThread acting() {
        if (time.actor() instanceof StreamThread thread) {
            return thread;
        }
        throw new IllegalStateException("no stream thread is at work");
    }

    boolean isCalm() {
        return calm;
    }

    Scenario scenario() {
        return scenario;
    }

    Seams seams() {
        return seams;
    }

    Chance chance() {
        return chance;
    }

    Chance engineChance() {
        return engineChance;
    }

    VirtualTime time() {
        return time;
    }

    WallClock clock() {
        return clock;
    }

    Kafka kafka() {
        return kafka;
    }

    Group group() {
        return group;
    }

    SimulatedOutside outside() {
        return outside;
    }

    Faults faults() {
        return faults;
    }
}
