package io.tocsin.contact;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contact.Rota.Shift;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.PhoneNumber;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DutyGapsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant WINTER = Instant.parse("2025-01-08T12:00:00Z");
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
    private static final @Nullable Rota ALWAYS = null;
    private static final Rota NIGHTS = rota(EVERY_DAY, 18, 6);
    private static final Rota DAYS = rota(EVERY_DAY, 6, 18);

    private static Rota rota(Set<DayOfWeek> days, int from, int to) {
        return new Rota(BERLIN, List.of(new Shift(days, LocalTime.of(from, 0), LocalTime.of(to, 0))));
    }

    private static Contact contact(int level, @Nullable Rota rota, String... places) {
        return contact(Severity.ALARM, level, rota, places);
    }

    private static Contact contact(Severity severity, int level, @Nullable Rota rota, String... places) {
        return new Contact(
                "ann",
                List.of(),
                List.of(new PhoneNumber("+4915123456789")),
                Set.of(severity),
                false,
                List.of(places),
                level,
                rota,
                null);
    }

    private static List<String> gaps(Contact... contacts) {
        return DutyGaps.inWords(new Directory(List.of(contacts)), WINTER);
    }

    private static String gap(String places, String hours) {
        return "nobody of level 1 is on duty for alarms" + places + ": " + hours
                + "; an alarm then goes to the next level";
    }

    @Test
    void shouldFindNoneWhereSomebodyIsAlwaysOnDuty() {
        assertThat(gaps(contact(1, ALWAYS))).isEmpty();
        assertThat(gaps(contact(1, NIGHTS), contact(1, DAYS))).isEmpty();
        assertThat(gaps(contact(1, rota(EVERY_DAY, 0, 0)))).isEmpty();
        assertThat(gaps(contact(1, NIGHTS, "north-*"), contact(1, DAYS)))
                .containsExactly(gap(
                        " for all other places",
                        "monday 18:00 to tuesday 06:00, tuesday 18:00 to wednesday 06:00, wednesday 18:00 to thursday 06:00,"
                                + " thursday 18:00 to friday 06:00, friday 18:00 to saturday 06:00, saturday 18:00 to sunday 06:00,"
                                + " sunday 18:00 to monday 06:00 (Europe/Berlin)"));
    }

    @Test
    void shouldTellTheHoursOfTheRotasZone() {
        assertThat(gaps(contact(1, rota(EnumSet.range(MONDAY, FRIDAY), 0, 0)), contact(1, rota(Set.of(SUNDAY), 8, 0))))
                .containsExactly(gap("", "saturday 00:00 to sunday 08:00 (Europe/Berlin)"));
    }

    @Test
    void shouldTellOneGapOverTheEndOfTheWeek() {
        assertThat(gaps(
                        contact(1, rota(EnumSet.range(MONDAY, SATURDAY), 6, 20)),
                        contact(1, rota(EnumSet.range(MONDAY, FRIDAY), 20, 6))))
                .containsExactly(gap("", "saturday 20:00 to monday 06:00 (Europe/Berlin)"));
        assertThat(gaps(contact(1, rota(EVERY_DAY, 0, 23))))
                .singleElement()
                .asString()
                .contains("sunday 23:00 to monday 00:00 (Europe/Berlin)");
    }

    @Test
    void shouldShowSevenTimesAndCountTheOthers() {
        Rota twiceADay = new Rota(
                BERLIN,
                List.of(
                        new Shift(EVERY_DAY, LocalTime.of(0, 0), LocalTime.of(11, 0)),
                        new Shift(EVERY_DAY, LocalTime.of(12, 0), LocalTime.of(23, 0))));

        assertThat(gaps(contact(1, twiceADay)))
                .singleElement()
                .asString()
                .contains(" and 7 more times (Europe/Berlin)");
    }

    @Test
    void shouldCountOnlyThoseOfLevelOneWhoAreToldOfAlarms() {
        assertThat(gaps(contact(2, ALWAYS))).containsExactly(gap("", "the whole week"));
        assertThat(gaps(contact(2, ALWAYS), contact(Severity.FAULT, 1, ALWAYS)))
                .containsExactly(gap("", "the whole week"));
        assertThat(gaps(contact(Severity.FAULT, 1, ALWAYS))).containsExactly("nobody is told of alarms");
    }

    @Test
    void shouldLookAtEachPlaceThatAContactNames() {
        Rota untilSunday = rota(EnumSet.range(MONDAY, SATURDAY), 0, 0);

        assertThat(gaps(
                        contact(1, untilSunday, "north-*"),
                        contact(1, ALWAYS, "north-3"),
                        contact(1, untilSunday, "south-*"),
                        contact(2, ALWAYS, "west-1")))
                .containsExactly(
                        gap(" for north-*, south-*", "sunday 00:00 to monday 00:00 (Europe/Berlin)"),
                        gap(" for west-1", "the whole week"));
    }

    @Test
    void shouldShowTenPlacesAndCountTheOthers() {
        Contact[] atTwelvePlaces = IntStream.range(10, 22)
                .mapToObj(i -> contact(2, ALWAYS, "floor-" + i))
                .toArray(Contact[]::new);

        assertThat(gaps(atTwelvePlaces))
                .singleElement()
                .asString()
                .contains("floor-10, ", "floor-19 and 2 more places: the whole week");
    }

    /** On Sunday, 30 March 2025, Berlin goes from UTC+1 to UTC+2. */
    @Test
    void shouldCountAChangeOfTheClocks() {
        var nightsByUtc =
                new Rota(ZoneId.of("UTC"), List.of(new Shift(EVERY_DAY, LocalTime.of(21, 0), LocalTime.of(2, 0))));
        var directory = new Directory(List.of(contact(1, rota(EVERY_DAY, 3, 22)), contact(1, nightsByUtc)));

        assertThat(DutyGaps.inWords(directory, WINTER)).isEmpty();
        assertThat(DutyGaps.inWords(directory, Instant.parse("2025-03-20T12:00:00Z")))
                .containsExactly(gap("", "sunday 22:00 to 23:00 (Europe/Berlin)"));
    }
}
