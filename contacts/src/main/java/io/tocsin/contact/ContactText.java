package io.tocsin.contact;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.Notification.Severity;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the parts of a contact are written, in JSON and in the files of people. */
public final class ContactText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    private static final String TO = "-";

    private ContactText() {}

    /**
     * Reads a part.
     *
     * @param field its path, for the message
     * @throws InvalidFieldException when there is none, or {@code reading} refuses it; the message names {@code field}
     */
    public static <T> T read(String field, @Nullable String text, Function<String, T> reading) {
        if (text == null) {
            throw new InvalidFieldException(field, "is missing");
        }
        try {
            return reading.apply(text);
        } catch (InvalidFieldException e) {
            throw new InvalidFieldException(field, e.problem());
        }
    }

    /** Reads {@code alarm}, {@code fault} or {@code information}. */
    public static Severity severity(String text) {
        return Stream.of(Severity.values())
                // Who is told of alarms is told of what may become one.
                .filter(severity -> severity != Severity.PRE_ALARM)
                .filter(severity -> name(severity).equals(text))
                .findAny()
                .orElseThrow(() -> new InvalidFieldException("severities", "must be alarm, fault or information"));
    }

    /** Reads a day like {@code monday}, or days like {@code monday-friday}, both included. */
    public static Set<DayOfWeek> days(String text) {
        String[] ends = text.split(TO, -1);
        if (ends.length > 2) {
            throw noDay();
        }
        DayOfWeek last = day(ends[ends.length - 1]);
        var days = EnumSet.of(last);
        for (DayOfWeek day = day(ends[0]); day != last; day = day.plus(1)) {
            days.add(day);
        }
        return days;
    }

    /** Puts days together. */
    public static Set<DayOfWeek> allDays(Collection<Set<DayOfWeek>> days) {
        var all = EnumSet.noneOf(DayOfWeek.class);
        days.forEach(all::addAll);
        return all;
    }

    private static DayOfWeek day(String text) {
        return Stream.of(DayOfWeek.values())
                .filter(day -> name(day).equals(text))
                .findAny()
                .orElseThrow(ContactText::noDay);
    }

    private static InvalidFieldException noDay() {
        return new InvalidFieldException("days", "must be a day like monday, or days like monday-friday");
    }

    /** Reads a time of day in hours and minutes, like {@code 18:00}. */
    public static LocalTime time(String text) {
        try {
            return LocalTime.parse(text, TIME);
        } catch (DateTimeParseException e) {
            throw new InvalidFieldException("time", "must be a time of day from 00:00 to 23:59");
        }
    }

    /** Reads the name of a time zone, like {@code Europe/Berlin}. */
    public static ZoneId zone(String text) {
        if (!ZoneId.getAvailableZoneIds().contains(text)) {
            throw new InvalidFieldException("zone", "must be a time zone like Europe/Berlin or UTC");
        }
        return ZoneId.of(text);
    }

    /** As it is written. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
