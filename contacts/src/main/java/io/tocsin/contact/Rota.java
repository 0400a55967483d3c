package io.tocsin.contact;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * When a person is on duty, by the clocks of the place where the rota is kept.
 *
 * @param zone of that place
 * @param shifts none for always
 */
public record Rota(ZoneId zone, List<Shift> shifts) {

    /**
     * A shift.
     *
     * @param days on which it begins
     * @param from when it begins
     * @param to when it ends, on the next day when that is not after {@code from}; not part of it
     */
    public record Shift(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
        /** Copies {@code days}. */
        public Shift {
            days = Set.copyOf(days);
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

    /** Copies {@code shifts}. */
    public Rota {
        shifts = List.copyOf(shifts);
    }

    /** Whether the person is on duty. */
    public boolean isOnDuty(Instant now) {
        LocalDateTime moment = LocalDateTime.ofInstant(now, zone);
        return shifts.isEmpty() || shifts.stream().anyMatch(shift -> shift.covers(moment));
    }
}
