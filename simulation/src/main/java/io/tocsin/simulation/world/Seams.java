package io.tocsin.simulation.world;

import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.CommitSignal;
import io.tocsin.calls.Outside;
import io.tocsin.calls.PassingTime;
import io.tocsin.calls.RequestForm;
import io.tocsin.calls.RetryPolicy;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a bug can be planted, to see whether it is found: what the engine is given, and what Kafka does for it. As it is, none
 * is planted.
 */
public final class Seams {
    private UnaryOperator<RequestForm<Errand>> form = UnaryOperator.identity();
    private UnaryOperator<Outside<Errand, String>> outside = UnaryOperator.identity();
    private BiFunction<Executor, PassingTime, Executor> threads = (executor, time) -> executor;
    private UnaryOperator<CommitSignal.Source> commits = UnaryOperator.identity();
    private UnaryOperator<RetryPolicy> retries = UnaryOperator.identity();
    private UnaryOperator<CallLimits> limits = UnaryOperator.identity();
    private UnaryOperator<CircuitPolicy> circuit = UnaryOperator.identity();
    private UnaryOperator<Clock> clock = UnaryOperator.identity();
    private Predicate<String> forgets = store -> false;
    private Predicate<String> losesOnRestore = store -> false;
    private BiPredicate<String, Boolean> writesThrough = (store, delete) -> false;
    private BiPredicate<String, byte @Nullable []> writesLate = (store, value) -> false;
    private BiFunction<String, byte[], byte[]> restored = (store, value) -> value;
    private boolean outcomesAtOnce;
    private boolean keepsOrder = true;
    private boolean closesTasks = true;
    private boolean drainsOnStop = true;
    private boolean interruptsOnStop;

    private Seams() {}

    /** No bug. */
    public static Seams none() {
        return new Seams();
    }

    /** Replaces how the engine reads and writes requests. */
    public Seams withForm(UnaryOperator<RequestForm<Errand>> by) {
        form = by;
        return this;
    }

    /** Replaces whom the engine calls. */
    public Seams withOutside(UnaryOperator<Outside<Errand, String>> by) {
        outside = by;
        return this;
    }

    /** Replaces what runs its calls; is given how the process waits, too. */
    public Seams withThreads(BiFunction<Executor, PassingTime, Executor> by) {
        threads = by;
        return this;
    }

    /** Replaces how it learns of commits. */
    public Seams withCommits(UnaryOperator<CommitSignal.Source> by) {
        commits = by;
        return this;
    }

    /** Replaces when it tries again. */
    public Seams withRetries(UnaryOperator<RetryPolicy> by) {
        retries = by;
        return this;
    }

    /** Replaces within which bounds it keeps itself. */
    public Seams withLimits(UnaryOperator<CallLimits> by) {
        limits = by;
        return this;
    }

    /** Replaces when its circuit opens. */
    public Seams withCircuit(UnaryOperator<CircuitPolicy> by) {
        circuit = by;
        return this;
    }

    /** Replaces the clock on the wall that it looks at. */
    public Seams withClock(UnaryOperator<Clock> by) {
        clock = by;
        return this;
    }

    /** Stores in which nothing is found by its key. */
    public Seams forgets(Predicate<String> stores) {
        forgets = stores;
        return this;
    }

    /** Stores that are empty after a crash or a hand-over. */
    public Seams losesOnRestore(Predicate<String> stores) {
        losesOnRestore = stores;
        return this;
    }

    /** Writes that are durable at once, outside the transaction; is given the store, and whether it is a delete. */
    public Seams writesThrough(BiPredicate<String, Boolean> writes) {
        writesThrough = writes;
        return this;
    }

    /** Writes that only the next transaction makes durable; is given the store, and the value or {@code null} for a delete. */
    public Seams writesLate(BiPredicate<String, byte @Nullable []> writes) {
        writesLate = writes;
        return this;
    }

    /** What a new owner finds in a store instead of what was committed. */
    public Seams restores(BiFunction<String, byte[], byte[]> by) {
        restored = by;
        return this;
    }

    /** Nobody tells the engine that it shall keep the order through an outage. */
    public Seams withoutKeepingOrder() {
        keepsOrder = false;
        return this;
    }

    /** Leaves a task that is over as it is, instead of closing it. */
    public Seams withoutClosingTasks() {
        closesTasks = false;
        return this;
    }

    /** Sends outcomes outside the transaction. */
    public Seams outcomesAtOnce() {
        outcomesAtOnce = true;
        return this;
    }

    /** Stops processes without a word to their engines. */
    public Seams stopsWithoutDraining() {
        drainsOnStop = false;
        return this;
    }

    /** Interrupts calls when their process stops. */
    public Seams interruptsOnStop() {
        interruptsOnStop = true;
        return this;
    }

    RequestForm<Errand> form(RequestForm<Errand> right) {
        return form.apply(right);
    }

    Outside<Errand, String> outside(Outside<Errand, String> right) {
        return outside.apply(right);
    }

    Executor threads(Executor right, PassingTime time) {
        return threads.apply(right, time);
    }

    CommitSignal.Source commits(CommitSignal.Source right) {
        return commits.apply(right);
    }

    RetryPolicy retries(RetryPolicy right) {
        return retries.apply(right);
    }

    CallLimits limits(CallLimits right) {
        return limits.apply(right);
    }

    CircuitPolicy circuit(CircuitPolicy right) {
        return circuit.apply(right);
    }

    Clock clock(Clock right) {
        return clock.apply(right);
    }

    boolean forgets(String store) {
        return forgets.test(store);
    }

    boolean losesOnRestore(String store) {
        return losesOnRestore.test(store);
    }

    boolean writesThrough(String store, boolean delete) {
        return writesThrough.test(store, delete);
    }

    boolean writesLate(String store, byte @Nullable [] value) {
        return writesLate.test(store, value);
    }

    byte[] restored(String store, byte[] committed) {
        return restored.apply(store, committed);
    }

    boolean isOrderKept() {
        return keepsOrder;
    }

    boolean isClosedAtItsEnd() {
        return closesTasks;
    }

    boolean sendsOutcomesAtOnce() {
        return outcomesAtOnce;
    }

    boolean isDrainedOnStop() {
        return drainsOnStop;
    }

    boolean isInterruptedOnStop() {
        return interruptsOnStop;
    }
}
