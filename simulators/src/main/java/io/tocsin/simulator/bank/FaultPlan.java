package io.tocsin.simulator.bank;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How the bank behaves until it is told otherwise.
 *
 * @param latency how long it works on a charge or an inquiry
 * @param offline whether it is away: connections are refused
 * @param faults what goes wrong, and how often; each request meets at most one of them
 * @param declines which cards it declines; the first rule that fits decides
 * @param seed makes the draws repeatable: the n-th request after the plan was set meets the same fate each time
 */
public record FaultPlan(
        Latency latency, boolean offline, List<Fault> faults, List<DeclineRule> declines, OptionalLong seed) {
    /** The tokens that every bank of ours declines unless told otherwise. */
    public static final DeclineRule DECLINED_TOKENS = DeclineRule.ofPrefix("tok_declined_");

    /** @throws InvalidFieldException when the faults of charges, or those of inquiries, have shares of more than 1 */
    public FaultPlan {
        faults = List.copyOf(faults);
        declines = List.copyOf(declines);
        for (boolean inquiry : new boolean[] {false, true}) {
            Chance.requireOneAtMost(
                    "faults",
                    inquiry ? "inquiries" : "charges",
                    faults.stream()
                            .filter(fault -> fault.applyTo().covers(inquiry))
                            .toList());
        }
    }

    /** A bank that does its work after {@code latency} and declines only {@link #DECLINED_TOKENS}. */
    public static FaultPlan healthy(Latency latency) {
        return new FaultPlan(latency, false, List.of(), List.of(DECLINED_TOKENS), OptionalLong.empty());
    }

    /** A healthy bank that answers at once. */
    public static FaultPlan healthyAtOnce() {
        return healthy(new Latency.Fixed(Duration.ZERO));
    }

    /** The same with one fault more. */
    public FaultPlan with(Fault fault) {
        return new FaultPlan(
                latency,
                offline,
                Stream.concat(faults.stream(), Stream.of(fault)).toList(),
                declines,
                seed);
    }

    /** The same with another latency. */
    public FaultPlan with(Latency newLatency) {
        return new FaultPlan(newLatency, offline, faults, declines, seed);
    }

    /** The same, away. */
    public FaultPlan away() {
        return new FaultPlan(latency, true, faults, declines, seed);
    }

    /** The same with repeatable draws. */
    public FaultPlan seeded(long newSeed) {
        return new FaultPlan(latency, offline, faults, declines, OptionalLong.of(newSeed));
    }

    /** The code that a card is declined with; empty when it is good. */
    Optional<String> decline(String cardToken) {
        for (DeclineRule rule : declines) {
            Optional<String> code = rule.decline(cardToken);
            if (code.isPresent()) {
                return code;
            }
        }
        return Optional.empty();
    }
}
