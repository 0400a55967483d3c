package io.tocsin.simulation.history;

import io.tocsin.calls.CallLimits;
import io.tocsin.calls.CircuitPolicy;
import io.tocsin.calls.RetryPolicy;

/** What the engine was told, and so what its history is held to. */
public record Promises(RetryPolicy retries, CallLimits limits, CircuitPolicy circuit) {}
