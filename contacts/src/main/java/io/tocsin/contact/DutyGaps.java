package io.tocsin.contact;

import io.tocsin.model.fire.Notification.Severity;
import java.time.DayOfWeek;
import java.time.Instant;
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
import java.util.stream.Collectors;

/**
 * Finds the hours in which nobody of level 1 is on duty for alarms: an alarm then goes to the next level.
 *
 * <p>Every minute is looked at of the week that begins on the coming Monday, so that a change of the clocks in it counts, and
 * every place that a contact names: of places that nobody names nothing is known.
 */
public final class DutyGaps {
    private static final int MOST_HOURS_SHOWN = 7;
    private static final String OTHERS = "all other places";

    private final List<Contact> told;
    private final Instant now;
    private final Map<Duty, BitSet> minutes = new HashMap<>();

    private DutyGaps(Directory directory, Instant now) {
        this.told = directory.contacts().stream()
                .filter(contact -> contact.severities().contains(Severity.ALARM))
                .toList();
        this.now = now;
    }

    /** A rota in the week that begins at {@code monday}. */
    private record Duty(Rota rota, ZonedDateTime monday) {}

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
            List<Contact> concerned = told.stream()
                    .filter(contact -> contact.isConcernedWithAllOf(place))
                    .toList();
            gaps(concerned).ifPresent(hours -> add(placesOfHours, hours, place));
        }
        List<Contact> everywhere =
                told.stream().filter(contact -> contact.places().isEmpty()).toList();
        if (!everywhere.isEmpty()) {
            gaps(everywhere).ifPresent(hours -> add(placesOfHours, hours, OTHERS));
        }
        return placesOfHours.entrySet().stream()
                .map(entry ->
                        sentence(places.isEmpty() ? "" : " for " + String.join(", ", entry.getValue()), entry.getKey()))
                .toList();
    }

    private static void add(Map<String, List<String>> placesOfHours, String hours, String place) {
        placesOfHours.computeIfAbsent(hours, same -> new ArrayList<>()).add(place);
    }

    private static String sentence(String places, String hours) {
        return "nobody of level 1 is on duty for alarms" + places + ": " + hours
                + "; an alarm then goes to the next level";
    }

    /** When none of these is on duty at level 1; empty for never. */
    private Optional<String> gaps(List<Contact> concerned) {
        Set<Rota> rotas = new LinkedHashSet<>();
        for (Contact contact : concerned) {
            if (contact.level() == 1) {
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
        var onDuty = new BitSet();
        for (Rota rota : rotas) {
            onDuty.or(minutes.computeIfAbsent(new Duty(rota, monday), DutyGaps::minutesOf));
        }
        return inWords(onDuty, monday);
    }

    private static BitSet minutesOf(Duty duty) {
        var onDuty = new BitSet();
        int week = minutesOfWeek(duty.monday());
        for (int minute = 0; minute < week; minute++) {
            onDuty.set(
                    minute,
                    duty.rota().isOnDuty(duty.monday().plusMinutes(minute).toInstant()));
        }
        return onDuty;
    }

    private static int minutesOfWeek(ZonedDateTime monday) {
        return (int) ChronoUnit.MINUTES.between(monday, monday.plusWeeks(1));
    }

    private static Optional<String> inWords(BitSet onDuty, ZonedDateTime monday) {
        int week = minutesOfWeek(monday);
        if (onDuty.isEmpty()) {
            return Optional.of("the whole week");
        }
        var gaps = new ArrayList<String>();
        // What begins in the week's last minutes goes on in its first.
        int firstOnDuty = onDuty.nextSetBit(0);
        boolean goesOn = !onDuty.get(week - 1) && firstOnDuty > 0;
        int begin = onDuty.nextClearBit(goesOn ? firstOnDuty : 0);
        while (begin < week) {
            int next = onDuty.nextSetBit(begin);
            int end = next >= 0 ? next : week + (goesOn ? firstOnDuty : 0);
            gaps.add(words(monday.plusMinutes(begin), monday.plusMinutes(end)));
            begin = onDuty.nextClearBit(end);
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
