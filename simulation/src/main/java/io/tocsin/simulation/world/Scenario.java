package io.tocsin.simulation.world;

import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.RetryPolicy;
import io.tocsin.simulation.history.Promises;
import java.time.Duration;

/**
 * What a history is like: how large, how the engine is set, what breaks and how often. All of it follows from the seed.
 *
 * @param instances how many processes run at once
 * @param threads stream threads of each process
 * @param burst whether all requests come within moments
 * @param activeFor after this nothing breaks any more, and everything must come to its end
 * @param favourite where things break most often
 * @param memory what the outside remembers
 * @param keepsOrder whether a request that is refused for now keeps its place
 * @param deferring how often the outside defers one request and works well otherwise
 */
record Scenario(
        long seed,
        int partitions,
        int instances,
        int threads,
        int keys,
        int requests,
        boolean burst,
        Duration activeFor,
        RetryPolicy retries,
        CallLimits limits,
        CircuitPolicy circuit,
        Duration keyLife,
        Duration commitInterval,
        int faults,
        FaultPoint favourite,
        double favouriteRate,
        double outsideTrouble,
        boolean clockMoves,
        Memory memory,
        boolean keepsOrder,
        double deferring) {

    /** Longer than the clocks are moved: a time that a sender means well is never too far away. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(12);

    private static final Duration LEDGER_WINDOW = Duration.ofDays(8);

    /** Draws what the history of a seed is like. */
    static Scenario of(long seed, Chance chance) {
        boolean burst = chance.happens(0.15);
        RetryPolicy retries = retries(chance);
        boolean keyed = chance.happens(0.7);
        return new Scenario(
                seed,
                chance.among(1, 3),
                chance.among(1, 3),
                chance.weighted(3, 1) + 1,
                chance.among(1, 6),
                burst ? chance.among(30, 60) : chance.among(2, 25),
                burst,
                chance.between(Duration.ofSeconds(3), Duration.ofSeconds(60)),
                retries,
                limits(chance),
                circuit(chance),
                retries.horizon().plus(chance.between(Duration.ofSeconds(10), Duration.ofHours(1))),
                chance.between(Duration.ofMillis(20), Duration.ofMillis(300)),
                chance.weighted(1, 1, 1, 1, 1, 1, 1, 1, 1),
                chance.oneOf(FaultPoint.values()),
                chance.happens(0.5) ? 0.05 : 0.3,
                chance.happens(0.25) ? 0 : 0.6 * chance.nextDouble(),
                chance.happens(0.25),
                chance.happens(0.3) ? Memory.NOTHING : keyed ? Memory.KEYS : Memory.EFFECTS,
                chance.happens(0.3),
                chance.happens(0.3) ? 0.3 * chance.nextDouble() : 0);
    }

    private static RetryPolicy retries(Chance chance) {
        Duration first = chance.between(Duration.ofMillis(20), Duration.ofSeconds(1));
        return new RetryPolicy(
                chance.among(1, 5),
                first,
                first.plus(chance.between(Duration.ZERO, Duration.ofSeconds(5))),
                chance.happens(0.3) ? 0 : 0.9 * chance.nextDouble(),
                chance.between(Duration.ZERO, Duration.ofSeconds(8)));
    }

    private static CallLimits limits(Chance chance) {
        int calls = chance.among(1, 8);
        return new CallLimits(
                calls,
                calls + chance.among(0, 16),
                chance.happens(0.3) ? Duration.ZERO : Duration.ofMillis(chance.among(5, 100)),
                LONGEST_WAIT,
                Duration.ofMillis(10),
                LEDGER_WINDOW);
    }

    private static CircuitPolicy circuit(Chance chance) {
        int window = chance.among(2, 8);
        Duration first = chance.between(Duration.ofMillis(50), Duration.ofSeconds(1));
        return new CircuitPolicy(
                window,
                chance.among(1, window),
                0.3 + 0.7 * chance.nextDouble(),
                first,
                first.plus(chance.between(Duration.ZERO, Duration.ofSeconds(4))));
    }

    /**
     * Whether that happens, too, against which only a key or an announced call helps: an effect that arrives after an inquiry found
     * nothing, an owner that goes on after it was replaced. Where the outside can be asked and keeps no keys, one effect rests on the
     * engine's asking alone.
     */
    boolean isMerciless() {
        return memory != Memory.EFFECTS;
    }

    /** What the engine's history is held to. */
    Promises promises() {
        return new Promises(
                retries, limits, circuit, keyLife, memory == Memory.NOTHING, Errand::mayComeTwice, keepsOrder);
    }
}
