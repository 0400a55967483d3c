package io.tocsin.simulation.history;

import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.RetryPolicy;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * What the engine was told, and so what its history is held to.
 *
 * @param keyLife no request is called again later than this after its first call
 * @param announcesCalls whether the outside cannot be asked, so that calls are announced before they begin
 * @param mayComeTwice for which ids two effects are then better than none
 * @param keepsOrder whether a request that is refused for now keeps its place before those of its key
 */
public record Promises(
        RetryPolicy retries,
        CallLimits limits,
        CircuitPolicy circuit,
        Duration keyLife,
        boolean announcesCalls,
        Predicate<String> mayComeTwice,
        boolean keepsOrder) {}
