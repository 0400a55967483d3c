package io.tocsin.calls;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Starts calls on virtual threads, for all tasks of the process: never more than allowed at once, and none while the
 * circuit is open but one probe at a time.
 */
final class CallDispatcher<Q, A> {
    private final Outside<Q, A> outside;
    private final CircuitBreaker circuit;
    private final Semaphore permits;
    private final int maxCalls;
    private final Executor threads;
    private final Clock clock;
    private final PassingTime passingTime;
    private final CallMetrics metrics;
    private volatile boolean closed;

    CallDispatcher(
            Outside<Q, A> outside,
            CircuitBreaker circuit,
            int maxCalls,
            Executor threads,
            Clock clock,
            PassingTime passingTime,
            CallMetrics metrics) {
        this.outside = outside;
        this.circuit = circuit;
        this.permits = new Semaphore(maxCalls);
        this.maxCalls = maxCalls;
        this.threads = threads;
        this.clock = clock;
        this.passingTime = passingTime;
        this.metrics = metrics;
    }

    /**
     * The right to make one call: a place among those in flight, and the circuit's consent.
     *
     * @param probe whether its call is the probe of a half-open circuit
     */
    record Permit(boolean probe) {}

    /** A permit, to be used or given back; {@code null} when the bound is reached or the circuit is open. */
    @Nullable Permit permit() {
        if (closed || !permits.tryAcquire()) {
            return null;
        }
        if (!circuit.tryAcquirePermission()) {
            permits.release();
            return null;
        }
        return new Permit(circuit.getState() == State.HALF_OPEN);
    }

    /** Whether a call may still begin with this permit: since it was given the process may have begun to stop, or the circuit opened. */
    boolean honours(Permit permit) {
        return !closed && (permit.probe() || circuitClosed());
    }

    /** Takes back a permit that was not used. */
    void giveBack(Permit permit) {
        if (permit.probe()) {
            circuit.releasePermission();
        }
        permits.release();
    }

    /**
     * Starts the call of {@code request}.
     *
     * @param disowned whether the request's partition has gone to another owner; asked on the call's own thread
     * @param done is given the completion, on the call's own thread
     */
    void start(Permit permit, OpenRequest<Q> request, BooleanSupplier disowned, Consumer<Completion<Q, A>> done) {
        request.history = request.history.called(clock.millis());
        var attempt = new Attempt<>(
                outside,
                request.request,
                new CallContext(request.id, request.history.retries() + 1, request.trace.toMap()),
                request.history.mayHaveHappened(),
                expiry(request.history),
                disowned);
        threads.execute(() -> make(attempt, request, permit.probe(), done));
    }

    /** After this the outside may have forgotten the key of a request with this history. */
    Instant expiry(History history) {
        return Instant.ofEpochMilli(history.firstTriedMillis()).plus(outside.keyLife());
    }

    private void make(Attempt<Q, A> attempt, OpenRequest<Q> request, boolean probe, Consumer<Completion<Q, A>> done) {
        long startNanos = passingTime.nanos();
        Attempt.Ended<A> ended = attempt.make(clock);
        long nanos = passingTime.nanos() - startNanos;
        try {
            if (probe || circuitClosed()) {
                tellCircuit(ended.ending(), nanos);
            }
            metrics.called(ended.ending(), Duration.ofNanos(nanos));
        } finally {
            // Whatever the bookkeeping threw: a completion that vanished would block its key until a restart.
            done.accept(new Completion<>(request, ended.ending(), ended.mayHaveHappened(), probe));
            permits.release();
        }
    }

    /**
     * Not told: what was called before the circuit opened and ends after. Half-open, the circuit would take such an old
     * time-out, or success, for the answer to its probe.
     */
    private void tellCircuit(Completion.Ending<A> ending, long nanos) {
        switch (ending) {
            case Completion.Ending.TooOld<A> tooOld -> circuit.releasePermission();
            case Completion.Ending.NeverKnown<A> neverKnown -> circuit.releasePermission();
            case Completion.Ending.Disowned<A> disowned -> circuit.releasePermission();
            case Completion.Ending.Asked<A>(var result) -> {
                switch (result) {
                    case CallResult.Answered<A> answered -> circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
                    case CallResult.RefusedForGood<A> refused -> circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
                    case CallResult.Deferred<A> deferred -> circuit.onSuccess(nanos, TimeUnit.NANOSECONDS);
                    case CallResult.RefusedForNow<A> refused -> circuitFailure(nanos, refused.detail());
                    case CallResult.NotSent<A> notSent -> circuitFailure(nanos, notSent.detail());
                    case CallResult.Unknown<A> unknown -> circuitFailure(nanos, unknown.detail());
                }
            }
        }
    }

    private void circuitFailure(long nanos, String detail) {
        circuit.onError(nanos, TimeUnit.NANOSECONDS, new OutsideFailure(detail));
    }

    /** Whether the circuit lets calls through as usual. While it does not, what waits is left waiting. */
    boolean circuitClosed() {
        return circuit.getState() == State.CLOSED;
    }

    /** Gives no permit from now on; calls in flight go on. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** How many permits are in use. */
    int callsInFlight() {
        return maxCalls - permits.availablePermits();
    }

    /** What the circuit breaker is told; it wants a throwable, nobody wants its stack. */
    private static final class OutsideFailure extends Exception {
        private static final long serialVersionUID = 1L;

        OutsideFailure(String detail) {
            super(detail, null, false, false);
        }
    }
}
