package io.tocsin.contact;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Hours in which a person is left alone with what can wait. A fire alarm never can.
 *
 * @param zone by whose clocks
 * @param from when they begin
 * @param to when they end, on the next day when that is not after {@code from}; not part of them
 */
public record QuietHours(ZoneId zone, LocalTime from, LocalTime to) {

    /** When what can wait may be told: now, or when the hours end. */
    public Instant mayTellFrom(Instant now) {
        ZonedDateTime here = now.atZone(zone);
        LocalTime time = here.toLocalTime();
        boolean overMidnight = !from.isBefore(to);
        boolean hasBegun = !time.isBefore(from);
        boolean hasNotEnded = time.isBefore(to);
        boolean quiet = overMidnight ? hasBegun || hasNotEnded : hasBegun && hasNotEnded;
        if (!quiet) {
            return now;
        }
        boolean endsTomorrow = overMidnight && hasBegun;
        return here.toLocalDate()
                .plusDays(endsTomorrow ? 1 : 0)
                .atTime(to)
                .atZone(zone)
                .withLaterOffsetAtOverlap()
                .toInstant();
    }
}
