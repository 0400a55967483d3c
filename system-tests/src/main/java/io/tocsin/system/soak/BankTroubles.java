package io.tocsin.system.soak;

import io.tocsin.simulator.bank.BankServer;
import io.tocsin.simulator.bank.Fault;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.FaultTarget;
import io.tocsin.simulator.bank.Latency;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Everything that the simulated bank can do wrong. */
final class BankTroubles {
    /** When it is well. */
    static final FaultPlan HEALTHY =
            FaultPlan.healthy(new Latency.Uniform(Duration.ofMillis(20), Duration.ofMillis(120)));

    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final double SMALL_SHARE = 0.1;
    private static final List<FaultTarget> TARGETS = List.of(FaultTarget.values());

    private final BankServer bank;
    private final Chance chance;

    BankTroubles(BankServer bank, Chance chance) {
        this.bank = bank;
        this.chance = chance;
    }

    List<Trouble> all() {
        return List.of(
                fault("bank charges and hangs up", Fault.ChargeThenDrop::new),
                fault("bank hangs up", Fault.DropBeforeCharge::new),
                fault("bank charges and answers 500", (share, target) -> new Fault.ServerError(share, target, true)),
                fault("bank answers 500", (share, target) -> new Fault.ServerError(share, target, false)),
                fault(
                        "bank answers 429",
                        (share, target) ->
                                new Fault.TooManyRequests(share, target, Duration.ofSeconds(chance.between(0, 3)))),
                fault(
                        "bank answers 503",
                        (share, target) ->
                                new Fault.Unavailable(share, target, Duration.ofSeconds(chance.between(0, 3)))),
                fault("bank sends half an answer", Fault.HalfBody::new),
                fault(
                        "bank charges and shows a web page",
                        (share, target) -> new Fault.HtmlWith200(share, target, true)),
                fault("bank shows a web page", (share, target) -> new Fault.HtmlWith200(share, target, false)),
                fault("bank charges and hangs", (share, target) -> new Fault.Hang(share, target, true, hanging())),
                fault("bank hangs", (share, target) -> new Fault.Hang(share, target, false, hanging())),
                plan("bank does all of that", this::someOfEach),
                plan(
                        "bank is slow",
                        () -> HEALTHY.with(new Latency.Uniform(Duration.ofMillis(500), Duration.ofMillis(2_500)))),
                plan("bank is offline", HEALTHY::away));
    }

    private Trouble fault(String name, BiFunction<Double, FaultTarget, Fault> fault) {
        return plan(name, () -> HEALTHY.with(fault.apply(chance.between(0.1, 0.9), chance.oneOf(TARGETS))));
    }

    private Trouble plan(String name, Supplier<FaultPlan> plan) {
        return new Trouble(name, SHORTEST, LONGEST, () -> bank.faults().set(plan.get()), () -> bank.faults()
                .set(HEALTHY));
    }

    private FaultPlan someOfEach() {
        return HEALTHY.with(new Fault.ChargeThenDrop(SMALL_SHARE, FaultTarget.BOTH))
                .with(new Fault.DropBeforeCharge(SMALL_SHARE, FaultTarget.BOTH))
                .with(new Fault.ServerError(SMALL_SHARE, FaultTarget.BOTH, true))
                .with(new Fault.TooManyRequests(SMALL_SHARE, FaultTarget.BOTH, Duration.ofSeconds(1)))
                .with(new Fault.HalfBody(SMALL_SHARE, FaultTarget.BOTH))
                .with(new Fault.HtmlWith200(SMALL_SHARE, FaultTarget.BOTH, false))
                .with(new Fault.Hang(SMALL_SHARE, FaultTarget.BOTH, true, hanging()));
    }

    /** Some within the service's time-out, some beyond it. */
    private Duration hanging() {
        return chance.between(Duration.ofSeconds(1), Duration.ofSeconds(6));
    }
}
