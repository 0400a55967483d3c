package io.tocsin.simulator.mail;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.simulator.fault.Chance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How the mail server behaves until it is told otherwise.
 *
 * @param offline whether it is away: connections are refused
 * @param slow how long it takes before each answer
 * @param greylist whether a recipient is refused with 451 when it comes for the first time since the plan was set
 * @param throttle how many mails a second are taken; empty when there is no limit
 * @param recipients whom it takes no mail for; the first rule that fits decides
 * @param faults what goes wrong, and how often; each connection and each mail meets at most one of them
 * @param seed makes the draws repeatable: the n-th mail after the plan was set meets the same fate each time
 */
public record MailPlan(
        boolean offline,
        Duration slow,
        boolean greylist,
        Optional<MailThrottle> throttle,
        List<RecipientRule> recipients,
        List<MailFault> faults,
        OptionalLong seed) {
    /** A server that takes every mail at once. */
    public static final MailPlan HEALTHY =
            new MailPlan(false, Duration.ZERO, false, Optional.empty(), List.of(), List.of(), OptionalLong.empty());

    /** @throws InvalidFieldException when the time is out of range, or shares add up to more than 1 */
    public MailPlan {
        if (slow.isNegative() || slow.compareTo(MailFault.LONGEST) > 0) {
            throw new InvalidFieldException("slowMillis", "must be 0 to " + MailFault.LONGEST.toMillis());
        }
        recipients = List.copyOf(recipients);
        faults = List.copyOf(faults);
        Chance.requireOneAtMost("faults", "connections (greeting, hello)", striking(faults, true));
        Chance.requireOneAtMost("faults", "mails (sender to end)", striking(faults, false));
    }

    /** The same with one fault more. */
    public MailPlan with(MailFault fault) {
        return new MailPlan(
                offline,
                slow,
                greylist,
                throttle,
                recipients,
                Stream.concat(faults.stream(), Stream.of(fault)).toList(),
                seed);
    }

    /** The same, away. */
    public MailPlan away() {
        return new MailPlan(true, slow, greylist, throttle, recipients, faults, seed);
    }

    List<MailFault> striking(boolean connections) {
        return striking(faults, connections);
    }

    private static List<MailFault> striking(List<MailFault> faults, boolean connections) {
        return faults.stream()
                .filter(fault -> fault.at().opens() == connections)
                .toList();
    }
}
