package io.tocsin.contact;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.PhoneNumber;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
    private static final @Nullable Rota ALWAYS = null;
    private static final Rota NOT_AT_NOON =
            new Rota(BERLIN, List.of(new Rota.Shift(EVERY_DAY, LocalTime.of(20, 0), LocalTime.of(8, 0))));
    private static final Rota NIGHTS =
            new Rota(BERLIN, List.of(new Rota.Shift(Set.of(FRIDAY, SUNDAY), LocalTime.of(22, 0), LocalTime.of(6, 0))));
    private static final QuietHours NIGHT = new QuietHours(BERLIN, LocalTime.of(22, 0), LocalTime.of(6, 30));
    private static final Optional<FloorId> NORTH_3 = Optional.of(FloorId.of("north-3"));
    private static final Instant NOON = Instant.parse("2025-01-06T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2025-01-06T23:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2025-01-03T20:59:59Z, false",
        "2025-01-03T21:00:00Z, true",
        "2025-01-04T04:59:59Z, true",
        "2025-01-04T05:00:00Z, false",
        "2025-01-04T22:00:00Z, false",
        "2025-07-04T20:00:00Z, true",
        "2025-07-05T04:00:00Z, false",
        "2025-03-30T20:00:00Z, true",
        "2025-10-26T20:59:59Z, false",
        "2025-10-26T21:00:00Z, true"
    })
    void shouldKeepShiftsByTheClocksOfThePlace(Instant now, boolean onDuty) {
        assertThat(NIGHTS.isOnDuty(now)).isEqualTo(onDuty);
    }

    @ParameterizedTest
    @CsvSource({
        "2025-01-06T20:59:59Z, 2025-01-06T20:59:59Z", "2025-01-06T21:00:00Z, 2025-01-07T05:30:00Z",
        "2025-01-07T05:29:59Z, 2025-01-07T05:30:00Z", "2025-01-07T05:30:00Z, 2025-01-07T05:30:00Z",
        "2025-03-29T22:00:00Z, 2025-03-30T04:30:00Z", "2025-10-25T21:00:00Z, 2025-10-26T05:30:00Z"
    })
    void shouldHoldBackWhatCanWaitUntilTheEndOfTheQuietHours(Instant now, Instant told) {
        assertThat(NIGHT.mayTellFrom(now)).isEqualTo(told);
    }

    @Property
    void shouldHoldNothingBackForMoreThanADay(
            @ForAll("times") LocalTime from, @ForAll("times") LocalTime to, @ForAll("moments") Instant now) {
        Assume.that(!from.equals(to));
        Instant told = new QuietHours(BERLIN, from, to).mayTellFrom(now);

        Duration aDayWithAnHourMore = Duration.ofHours(25);
        assertThat(told).isBetween(now, now.plus(aDayWithAnHourMore));
    }

    /** Where clocks are put forward, the hour between two quiet hours may be the one that is left out. */
    @Property
    void shouldNotBeQuietWhenQuietHoursEnd(
            @ForAll("times") LocalTime from, @ForAll("times") LocalTime to, @ForAll("moments") Instant now) {
        Assume.that(!from.equals(to));
        var quiet = new QuietHours(ZoneOffset.UTC, from, to);

        Instant told = quiet.mayTellFrom(now);

        assertThat(quiet.mayTellFrom(told)).isEqualTo(told);
    }

    @Test
    void shouldTellThoseOfThePlaceAndTheLevel() {
        var here = contact("here", 1, List.of("north-3"), ALWAYS);
        var building = contact("building", 1, List.of("south-1", "north-*"), ALWAYS);
        var everywhere = contact("everywhere", 1, List.of(), ALWAYS);
        var elsewhere = contact("elsewhere", 1, List.of("north-31", "south-*"), ALWAYS);
        var later = contact("later", 2, List.of(), ALWAYS);
        var directory = new Directory(List.of(here, building, everywhere, elsewhere, later));

        assertThat(names(directory, Severity.ALARM, 1, 1, NOON)).containsExactly("here", "building", "everywhere");
        assertThat(names(directory, Severity.ALARM, 2, 2, NOON)).containsExactly("later");
        assertThat(names(directory, Severity.ALARM, 1, 2, NOON))
                .containsExactly("here", "building", "everywhere", "later");
    }

    @Test
    void shouldTellNobodyWhatHeIsNotConcernedWith() {
        var alarmsOnly = new Contact(
                "ann", List.of(), List.of(phone()), Set.of(Severity.ALARM), false, List.of(), 1, ALWAYS, null);

        assertThat(names(new Directory(List.of(alarmsOnly)), Severity.PRE_ALARM, 1, 1, NOON))
                .as("what may become an alarm")
                .containsExactly("ann");
        assertThat(names(new Directory(List.of(alarmsOnly)), Severity.FAULT, 1, 1, NOON))
                .isEmpty();
    }

    @Test
    void shouldTellAnAlarmToTheNextLevelWhenNobodyOfTheFirstIsOnDuty() {
        var directory = new Directory(List.of(
                contact("off", 1, List.of(), NOT_AT_NOON),
                contact("second", 2, List.of(), ALWAYS),
                contact("third", 3, List.of(), ALWAYS)));

        assertThat(names(directory, Severity.ALARM, 1, 1, NOON)).containsExactly("second");
        assertThat(names(directory, Severity.FAULT, 1, 1, NOON)).isEmpty();
    }

    @Test
    void shouldTellAnAlarmToEverybodyConcernedWhenNobodyIsOnDuty() {
        var directory = new Directory(List.of(
                contact("off", 1, List.of(), NOT_AT_NOON),
                contact("off too", 2, List.of(), NOT_AT_NOON),
                contact("elsewhere", 1, List.of("south-1"), NOT_AT_NOON)));

        assertThat(names(directory, Severity.ALARM, 1, 1, NOON)).containsExactly("off", "off too");
    }

    @Test
    void shouldHoldBackAFaultAtNightButNeverAnAlarm() {
        var directory = new Directory(List.of(contact("ann", 1, List.of(), ALWAYS)));

        assertThat(directory.recipients(Severity.FAULT, NORTH_3, 1, 1, MIDNIGHT))
                .extracting(Directory.Recipient::notBefore)
                .containsExactly(Instant.parse("2025-01-07T05:30:00Z"));
        assertThat(directory.recipients(Severity.ALARM, NORTH_3, 1, 1, MIDNIGHT))
                .extracting(Directory.Recipient::notBefore)
                .containsExactly(MIDNIGHT);
    }

    @Property
    void shouldTellAnAlarmToSomebodyAtOnceWheneverAnybodyIsConcerned(
            @ForAll("directories") Directory directory, @ForAll("moments") Instant now) {
        List<Directory.Recipient> told = directory.recipients(Severity.ALARM, NORTH_3, 1, 1, now);

        boolean anybody =
                directory.contacts().stream().anyMatch(contact -> contact.isConcernedWith(Severity.ALARM, NORTH_3));
        assertThat(told.isEmpty()).isEqualTo(!anybody);
        assertThat(told)
                .allSatisfy(recipient -> assertThat(recipient.notBefore()).isEqualTo(now));
    }

    @Test
    void shouldRefuseAContactWhoCannotBeReached() {
        assertThatThrownBy(() -> new Contact(
                        "ann", List.of(), List.of(), Set.of(Severity.ALARM), false, List.of(), 1, ALWAYS, null))
                .hasMessage("emails: must not be missing where phones are missing, too");
        assertThatThrownBy(() ->
                        new Contact("ann", List.of(), List.of(phone()), Set.of(), false, List.of(), 1, ALWAYS, null))
                .hasMessageStartingWith("severities: ");
    }

    private static List<String> names(Directory directory, Severity severity, int first, int last, Instant now) {
        return directory.recipients(severity, NORTH_3, first, last, now).stream()
                .map(recipient -> recipient.contact().contact())
                .toList();
    }

    private static Contact contact(String name, int level, List<String> places, @Nullable Rota rota) {
        return new Contact(
                name,
                List.of(),
                List.of(phone()),
                EnumSet.complementOf(EnumSet.of(Severity.PRE_ALARM)),
                false,
                places,
                level,
                rota,
                NIGHT);
    }

    private static PhoneNumber phone() {
        return new PhoneNumber("+4915123456789");
    }

    @Provide
    Arbitrary<LocalTime> times() {
        return Arbitraries.integers().between(0, 24 * 4 - 1).map(quarter -> LocalTime.ofSecondOfDay(quarter * 900L));
    }

    @Provide
    Arbitrary<Instant> moments() {
        long year = Instant.parse("2025-01-01T00:00:00Z").getEpochSecond();
        return Arbitraries.integers().between(0, 366 * 24 * 12).map(step -> Instant.ofEpochSecond(year + step * 300L));
    }

    @Provide
    Arbitrary<Directory> directories() {
        Arbitrary<Rota> rotas = Combinators.combine(
                        Arbitraries.<Set<DayOfWeek>>of(EVERY_DAY, Set.of(MONDAY), Set.of(SATURDAY, SUNDAY)),
                        times(),
                        times())
                .as((days, from, to) -> new Rota(BERLIN, List.of(new Rota.Shift(days, from, to))));
        Arbitrary<Contact> contacts = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(List.of(), List.of("north-*"), List.of("south-1")),
                        Arbitraries.of(
                                EnumSet.complementOf(EnumSet.of(Severity.PRE_ALARM)), EnumSet.of(Severity.FAULT)),
                        rotas)
                .as((level, places, severities, rota) -> new Contact(
                        "c",
                        List.of(),
                        List.of(phone()),
                        severities,
                        false,
                        places.stream().map(Object::toString).toList(),
                        level,
                        rota,
                        NIGHT));
        return contacts.list().ofMaxSize(6).map(Directory::new);
    }
}
