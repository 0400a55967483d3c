package io.tocsin.contact;

import io.tocsin.model.InvalidFieldException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * When a person is on duty, by the clocks of the place where the rota is kept.
 *
 * @param zone of that place
 * @param shifts one at least; they may overlap
 */
public record Rota(ZoneId zone, List<Shift> shifts) {
    private static final int MOST_SHIFTS = 50;

    /**
     * A shift.
     *
     * @param days on which it begins; one at least
     * @param from when it begins, in whole minutes
     * @param to when it ends, on the next day when that is not after {@code from}; not part of it
     */
    public record Shift(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        /** @throws InvalidFieldException when it is on no day, or a time is not in whole minutes */
        public Shift {
            days = Set.copyOf(days);
            if (days.isEmpty()) {
                throw new InvalidFieldException("rota.shifts.days", "must name at least one day");
            }
            requireMinutes("rota.shifts.from", from);
            requireMinutes("rota.shifts.to", to);
        }

        private boolean covers(LocalDateTime moment) {
            DayOfWeek day = moment.getDayOfWeek();
            LocalTime time = moment.toLocalTime();
            if (from.isBefore(to)) {
                return days.contains(day) && !time.isBefore(from) && time.isBefore(to);
            }
            boolean sinceToday = days.contains(day) && !time.isBefore(from);
            boolean sinceYesterday = days.contains(day.minus(1)) && time.isBefore(to);
            return sinceToday || sinceYesterday;
        }
    }

    /** @throws InvalidFieldException when there is no shift, or there are too many */
    public Rota {
        shifts = List.copyOf(shifts);
        if (shifts.isEmpty() || shifts.size() > MOST_SHIFTS) {
            throw new InvalidFieldException("rota.shifts", "must be 1 to " + MOST_SHIFTS + " shifts");
        }
    }

    /** Whether the person is on duty. */
    public boolean isOnDuty(Instant now) {
        return isOnDuty(LocalDateTime.ofInstant(now, zone));
    }

    /** Whether the person is on duty when the clocks of the place show {@code moment}. */
    boolean isOnDuty(LocalDateTime moment) {
        return shifts.stream().anyMatch(shift -> shift.covers(moment));
    }

    static void requireMinutes(String field, LocalTime time) {
        if (!time.equals(time.truncatedTo(ChronoUnit.MINUTES))) {
            throw new InvalidFieldException(field, "must be in whole minutes");
        }
    }
}
