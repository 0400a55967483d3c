package io.tocsin.simulator.sms;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.simulator.fault.Chance;
import io.tocsin.simulator.fault.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How the SMS centre behaves until it is told otherwise.
 *
 * @param offline whether it is away: connections are refused
 * @param refuseBind what everybody who wants to bind is refused with; empty when they may
 * @param slow how long it takes before each answer to a message
 * @param perSecond how many messages a second are taken, the rest {@link SmppError#ESME_RTHROTTLED}; empty when there is no limit
 * @param ids how it writes the number of a message in the answer
 * @param numbers whom it takes no messages for; the first rule that fits decides
 * @param receipts what delivery receipts are like
 * @param faults what goes wrong, and how often; each message meets at most one of them
 * @param seed makes the draws repeatable: the n-th message after the plan was set meets the same fate each time
 */
public record SmsPlan(
        boolean offline,
        Optional<SmppError> refuseBind,
        Duration slow,
        OptionalInt perSecond,
        IdForm ids,
        List<NumberRule> numbers,
        ReceiptPlan receipts,
        List<SmsFault> faults,
        OptionalLong seed) {

    /** @throws InvalidFieldException when a figure is out of range, or shares add up to more than 1 */
    public SmsPlan {
        if (slow.isNegative() || slow.compareTo(SmsFault.LONGEST) > 0) {
            throw new InvalidFieldException("slowMillis", "must be 0 to " + SmsFault.LONGEST.toMillis());
        }
        perSecond.ifPresent(limit -> Required.range("perSecond", limit, 1, Throttle.MOST));
        numbers = List.copyOf(numbers);
        faults = List.copyOf(faults);
        Chance.requireOneAtMost("faults", "messages", faults);
    }

    /** A centre that takes every message at once. */
    public static SmsPlan healthy(Duration receiptAfter) {
        return new SmsPlan(
                false,
                Optional.empty(),
                Duration.ZERO,
                OptionalInt.empty(),
                IdForm.HEX,
                List.of(),
                ReceiptPlan.usual(receiptAfter),
                List.of(),
                OptionalLong.empty());
    }

    /** The same with one fault more. */
    public SmsPlan with(SmsFault fault) {
        return new SmsPlan(
                offline,
                refuseBind,
                slow,
                perSecond,
                ids,
                numbers,
                receipts,
                Stream.concat(faults.stream(), Stream.of(fault)).toList(),
                seed);
    }

    /** The same, away. */
    public SmsPlan away() {
        return new SmsPlan(true, refuseBind, slow, perSecond, ids, numbers, receipts, faults, seed);
    }

    /** The same with other receipts. */
    public SmsPlan with(ReceiptPlan otherReceipts) {
        return new SmsPlan(offline, refuseBind, slow, perSecond, ids, numbers, otherReceipts, faults, seed);
    }

    /** What messages for a number are refused with; empty when they are not. */
    Optional<SmppError> refused(String recipient) {
        return numbers.stream()
                .filter(rule -> rule.isAbout(recipient))
                .map(NumberRule::status)
                .findFirst();
    }
}
