package io.tocsin.contact;

import io.tocsin.model.InvalidFieldException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Hours in which a person is left alone with what can wait. A fire alarm never can.
 *
 * @param zone by whose clocks
 * @param from when they begin, in whole minutes
 * @param to when they end, on the next day when that is before {@code from}; not part of them
 */
public record QuietHours(ZoneId zone, LocalTime from, LocalTime to) {

    /** @throws InvalidFieldException when they never end, or a time is not in whole minutes */
    public QuietHours {
        Rota.requireMinutes("quiet.from", from);
        Rota.requireMinutes("quiet.to", to);
        if (from.equals(to)) {
            throw new InvalidFieldException("quiet.to", "must not be as quiet.from: the hours would never end");
        }
    }

    /** Whether it is quiet. */
    public boolean cover(Instant now) {
        LocalTime time = now.atZone(zone).toLocalTime();
        boolean hasBegun = !time.isBefore(from);
        boolean hasNotEnded = time.isBefore(to);
        return isOverMidnight() ? hasBegun || hasNotEnded : hasBegun && hasNotEnded;
    }

    /** When what can wait may be told: now, or when the hours end. */
    public Instant mayTellFrom(Instant now) {
        if (!cover(now)) {
            return now;
        }
        ZonedDateTime here = now.atZone(zone);
        boolean endsTomorrow = isOverMidnight() && !here.toLocalTime().isBefore(from);
        return here.toLocalDate()
                .plusDays(endsTomorrow ? 1 : 0)
                .atTime(to)
                .atZone(zone)
                .withLaterOffsetAtOverlap()
                .toInstant();
    }

    private boolean isOverMidnight() {
        return from.isAfter(to);
    }
}
