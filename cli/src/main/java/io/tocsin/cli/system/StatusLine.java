package io.tocsin.cli.system;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One line that says how payments are doing, with their rate since the line before. */
final class StatusLine {
    private @Nullable TollBalance before;
    private Instant then = Instant.EPOCH;

    /** The line for the balance as it is {@code now}. */
    String of(TollBalance balance, Instant now) {
        double rate = rate(balance, now);
        before = balance;
        then = now;
        return String.format(
                Locale.ROOT,
                "settled %,d | failed %,d | waiting %,d | in flight %,d | %,.1f payments/s%s%s",
                balance.settled(),
                balance.failed(),
                balance.waiting(),
                balance.inFlight(),
                rate,
                balance.circuit().equals("closed") ? "" : " | circuit to the bank " + balance.circuit(),
                balance.even() ? "" : " | THE BOOKS ARE NOT EVEN");
    }

    private double rate(TollBalance balance, Instant now) {
        if (before == null || !now.isAfter(then)) {
            return 0;
        }
        long finished = balance.settled() + balance.failed() - before.settled() - before.failed();
        // A service that was started again may begin to count before it has read back what it knew.
        return Math.max(0, finished) * 1000.0 / Duration.between(then, now).toMillis();
    }
}
