package io.tocsin.simulator.bank;

import io.tocsin.simulator.fault.Chance;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Draws what happens to each request under one plan. Not safe to share between threads. */
final class FaultDice {
    private final FaultPlan plan;
    private final SplittableRandom faultDraws;
    // Apart from the other draws, so that another latency does not change which request fails.
    private final SplittableRandom latencyDraws;

    FaultDice(FaultPlan plan) {
        this.plan = plan;
        SplittableRandom root =
                plan.seed().isPresent() ? new SplittableRandom(plan.seed().getAsLong()) : new SplittableRandom();
        this.faultDraws = root.split();
        this.latencyDraws = root.split();
    }

    FaultPlan plan() {
        return plan;
    }

    /** What goes wrong with the next request; null when nothing does. */
    @Nullable Fault nextFault(boolean inquiry) {
        if (plan.faults().isEmpty()) {
            return null;
        }
        return Chance.drawn(
                faultDraws.nextDouble(), plan.faults(), fault -> fault.applyTo().covers(inquiry));
    }

    long nextLatencyMillis() {
        return plan.latency().next(latencyDraws).toMillis();
    }
}
