package io.tocsin.calls;

import java.time.Instant;

/** What becomes of a request whose attempt failed. */
public sealed interface RetryDecision {
    /** Try again, not before {@code due}. */
    record RetryAt(Instant due) implements RetryDecision {}

    /** Do not try again. */
    record GiveUp(FailureKind kind) implements RetryDecision {}
}
