package io.tocsin.contact;

import io.tocsin.model.fire.Notification.Severity;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds the hours in which nobody of level 1 is on duty for alarms: an alarm then goes to the next level.
 *
 * <p>Every minute is looked at of the week that begins on the coming Monday, so that a change of the clocks in it counts, and
 * every place that a contact names: of places that nobody names nothing is known.
 */
public final class DutyGaps {
    private static final int MOST_HOURS_SHOWN = 7;
    private static final int MOST_PLACES_SHOWN = 10;
    private static final String OTHERS = "all other places";

    private final List<Contact> told;
    private final Instant now;
    private final Map<Duty, BitSet> onDuty = new HashMap<>();
    private final Map<Clock, List<LocalDateTime>> shown = new HashMap<>();

    private DutyGaps(Directory directory, Instant now) {
        this.told = directory.contacts().stream()
                .filter(contact -> contact.severities().contains(Severity.ALARM))
                .toList();
        this.now = now;
    }

    /** A rota in the week that begins at {@code monday}. */
    private record Duty(Rota rota, ZonedDateTime monday) {}

    /** The clocks of a zone in the week that begins at {@code monday}, somewhere. */
    private record Clock(ZoneId zone, ZonedDateTime monday) {}

    /** What people should know, one sentence for all places with the same hours; none when somebody is always on duty. */
    public static List<String> inWords(Directory directory, Instant now) {
        return new DutyGaps(directory, now).inWords();
    }

    private List<String> inWords() {
        if (told.isEmpty()) {
            return List.of("nobody is told of alarms");
        }
        Set<String> places = new TreeSet<>();
        told.forEach(contact -> places.addAll(contact.places()));
        var placesOfHours = new LinkedHashMap<String, List<String>>();
        for (String place : places) {
            gaps(contact -> contact.isConcernedWithAllOf(place)).ifPresent(hours -> add(placesOfHours, hours, place));
        }
        if (told.stream().anyMatch(DutyGaps::isConcernedEverywhere)) {
            gaps(DutyGaps::isConcernedEverywhere).ifPresent(hours -> add(placesOfHours, hours, OTHERS));
        }
        return placesOfHours.entrySet().stream()
                .map(hours -> sentence(places.isEmpty() ? "" : " for " + inWords(hours.getValue()), hours.getKey()))
                .toList();
    }

    private static void add(Map<String, List<String>> placesOfHours, String hours, String place) {
        placesOfHours.computeIfAbsent(hours, same -> new ArrayList<>()).add(place);
    }

    private static String inWords(List<String> places) {
        String shown = places.stream().limit(MOST_PLACES_SHOWN).collect(Collectors.joining(", "));
        int more = places.size() - MOST_PLACES_SHOWN;
        return more > 0 ? shown + " and " + more + " more places" : shown;
    }

    private static String sentence(String places, String hours) {
        return "nobody of level 1 is on duty for alarms" + places + ": " + hours
                + "; an alarm then goes to the next level";
    }

    private static boolean isConcernedEverywhere(Contact contact) {
        return contact.places().isEmpty();
    }

    /** When nobody of level 1 among those concerned is on duty; empty for never. */
    private Optional<String> gaps(Predicate<Contact> concerned) {
        Set<Rota> rotas = new LinkedHashSet<>();
        for (Contact contact : told) {
            if (contact.level() == 1 && concerned.test(contact)) {
                Rota rota = contact.rota();
                if (rota == null) {
                    return Optional.empty();
                }
                rotas.add(rota);
            }
        }
        if (rotas.isEmpty()) {
            return Optional.of("the whole week");
        }
        ZonedDateTime monday = now.atZone(rotas.iterator().next().zone())
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                .truncatedTo(ChronoUnit.DAYS);
        var anybody = new BitSet();
        for (Rota rota : rotas) {
            anybody.or(onDuty.computeIfAbsent(new Duty(rota, monday), this::minutes));
        }
        return inWords(anybody, monday);
    }

    private BitSet minutes(Duty duty) {
        var minutes = new BitSet();
        List<LocalDateTime> moments =
                shown.computeIfAbsent(new Clock(duty.rota().zone(), duty.monday()), DutyGaps::moments);
        for (int minute = 0; minute < moments.size(); minute++) {
            minutes.set(minute, duty.rota().isOnDuty(moments.get(minute)));
        }
        return minutes;
    }

    /** What the clocks show in each minute. */
    private static List<LocalDateTime> moments(Clock clock) {
        return IntStream.range(0, minutesOfWeek(clock.monday()))
                .mapToObj(minute -> LocalDateTime.ofInstant(
                        clock.monday().plusMinutes(minute).toInstant(), clock.zone()))
                .toList();
    }

    private static int minutesOfWeek(ZonedDateTime monday) {
        return (int) ChronoUnit.MINUTES.between(monday, monday.plusWeeks(1));
    }

    private static Optional<String> inWords(BitSet anybody, ZonedDateTime monday) {
        int week = minutesOfWeek(monday);
        if (anybody.isEmpty()) {
            return Optional.of("the whole week");
        }
        var gaps = new ArrayList<String>();
        // What begins in the week's last minutes goes on in its first.
        int firstOnDuty = anybody.nextSetBit(0);
        boolean goesOn = !anybody.get(week - 1) && firstOnDuty > 0;
        int begin = anybody.nextClearBit(goesOn ? firstOnDuty : 0);
        while (begin < week) {
            int next = anybody.nextSetBit(begin);
            int end = next >= 0 ? next : week + (goesOn ? firstOnDuty : 0);
            gaps.add(words(monday.plusMinutes(begin), monday.plusMinutes(end)));
            begin = anybody.nextClearBit(end);
        }
        String shown = gaps.stream().limit(MOST_HOURS_SHOWN).collect(Collectors.joining(", "));
        int more = gaps.size() - MOST_HOURS_SHOWN;
        return gaps.isEmpty()
                ? Optional.empty()
                : Optional.of(shown + (more > 0 ? " and " + more + " more times" : "") + " (" + monday.getZone() + ")");
    }

    private static String words(ZonedDateTime from, ZonedDateTime to) {
        boolean sameDay = from.toLocalDate().equals(to.toLocalDate());
        return ContactText.name(from.getDayOfWeek()) + " " + from.toLocalTime() + " to "
                + (sameDay ? "" : ContactText.name(to.getDayOfWeek()) + " ") + to.toLocalTime();
    }
}
