package io.tocsin.contact.file;

import io.tocsin.contact.Contact;
import io.tocsin.contact.ContactText;
import io.tocsin.contact.PhoneNumbers;
import io.tocsin.contact.QuietHours;
import io.tocsin.contact.Rota;
import io.tocsin.contact.Rota.Shift;
import io.tocsin.contact.file.Entry.Fields;
import io.tocsin.contact.file.Entry.Items;
import io.tocsin.contact.file.Entry.Text;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.PhoneNumber;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads entries as contacts; what is wrong with each field is noted, and not only with the first. */
final class EntryReader {
    private static final int MOST_ITEMS = 100;
    private static final List<String> CONTACT =
            List.of("contact", "emails", "phones", "severities", "failedPayments", "places", "level", "rota", "quiet");
    private static final List<String> ROTA = List.of("zone", "shifts");
    private static final List<String> SHIFT = List.of("days", "from", "to");
    private static final List<String> QUIET = List.of("zone", "from", "to");

    private final PhoneNumbers numbers;
    private final List<Mistake> mistakes;

    EntryReader(PhoneNumbers numbers, List<Mistake> mistakes) {
        this.numbers = numbers;
        this.mistakes = mistakes;
    }

    /**
     * Fields that belong together.
     *
     * @param path where they stand, like {@code rota}; empty for the contact itself
     */
    private record Section(String path, Fields fields) {
        /** What stands in a field; null when nothing does. */
        @Nullable Entry at(String name) {
            Entry entry = fields.fields().get(name);
            return entry instanceof Text text && text.text().isEmpty() ? null : entry;
        }

        String path(String name) {
            return path.isEmpty() ? name : path + "." + name;
        }

        /** The line of the field that a path begins with; where it is none of these, their own. */
        long line(String ofPath) {
            String name =
                    ofPath.substring(path.isEmpty() ? 0 : path.length() + 1).split("\\.", 2)[0];
            Entry entry = fields.fields().get(name);
            return entry == null ? fields.line() : entry.line();
        }
    }

    /** Reads one contact; null when something is wrong with it, which is noted. */
    @Nullable Contact contact(Entry entry) {
        int before = mistakes.size();
        Section contact = section("", entry, CONTACT);
        if (contact == null) {
            return null;
        }
        String name = value(contact, "contact", text -> text);
        List<EmailAddress> emails = list(contact, "emails", EmailAddress::of);
        List<PhoneNumber> phones = list(contact, "phones", numbers::read);
        Set<Severity> severities = new HashSet<>(list(contact, "severities", ContactText::severity));
        boolean failedPayments = contact.at("failedPayments") != null
                && Boolean.TRUE.equals(value(contact, "failedPayments", EntryReader::flag));
        List<String> places = list(contact, "places", text -> text);
        Integer level = value(contact, "level", EntryReader::level);
        Rota rota = rota(contact);
        QuietHours quiet = quiet(contact);
        if (mistakes.size() > before || name == null || level == null) {
            return null;
        }
        return whole(
                contact,
                () -> new Contact(name, emails, phones, severities, failedPayments, places, level, rota, quiet));
    }

    private @Nullable Rota rota(Section contact) {
        Entry entry = contact.at("rota");
        Section rota = entry == null ? null : section("rota", entry, ROTA);
        if (rota == null) {
            return null;
        }
        ZoneId zone = value(rota, "zone", ContactText::zone);
        var shifts = new ArrayList<Shift>();
        boolean allGood = true;
        for (Entry item : items(rota, "shifts")) {
            Shift shift = shift(item);
            if (shift == null) {
                allGood = false;
            } else {
                shifts.add(shift);
            }
        }
        return zone == null || !allGood ? null : whole(rota, () -> new Rota(zone, shifts));
    }

    private @Nullable Shift shift(Entry entry) {
        Section shift = section("rota.shifts", entry, SHIFT);
        if (shift == null) {
            return null;
        }
        Set<DayOfWeek> days = ContactText.allDays(list(shift, "days", ContactText::days));
        LocalTime from = value(shift, "from", ContactText::time);
        LocalTime to = value(shift, "to", ContactText::time);
        return from == null || to == null ? null : whole(shift, () -> new Shift(days, from, to));
    }

    private @Nullable QuietHours quiet(Section contact) {
        Entry entry = contact.at("quiet");
        Section quiet = entry == null ? null : section("quiet", entry, QUIET);
        if (quiet == null) {
            return null;
        }
        ZoneId zone = value(quiet, "zone", ContactText::zone);
        LocalTime from = value(quiet, "from", ContactText::time);
        LocalTime to = value(quiet, "to", ContactText::time);
        return zone == null || from == null || to == null ? null : whole(quiet, () -> new QuietHours(zone, from, to));
    }

    private @Nullable Section section(String path, Entry entry, List<String> names) {
        if (!(entry instanceof Fields fields)) {
            note(entry.line(), path.isEmpty() ? null : path, "must have the fields " + String.join(", ", names));
            return null;
        }
        var section = new Section(path, fields);
        fields.fields().forEach((name, field) -> {
            if (!names.contains(name)) {
                note(field.line(), section.path(name), "is no field here; those are " + String.join(", ", names));
            }
        });
        return section;
    }

    private <T> @Nullable T value(Section section, String name, Function<String, T> reading) {
        Entry entry = section.at(name);
        if (entry == null) {
            note(section.line(section.path(name)), section.path(name), "is missing");
            return null;
        }
        return value(section.path(name), entry, reading);
    }

    private <T> @Nullable T value(String path, Entry entry, Function<String, T> reading) {
        if (!(entry instanceof Text text)) {
            note(entry.line(), path, "must be one value");
            return null;
        }
        try {
            return ContactText.read(path, text.text(), reading);
        } catch (InvalidFieldException e) {
            note(text.line(), path, e.problem());
            return null;
        }
    }

    private <T> List<T> list(Section section, String name, Function<String, T> reading) {
        var values = new ArrayList<T>();
        for (Entry item : items(section, name)) {
            T value = value(section.path(name), item, reading);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private List<Entry> items(Section section, String name) {
        Entry entry = section.at(name);
        if (entry == null) {
            return List.of();
        }
        if (!(entry instanceof Items items)) {
            note(entry.line(), section.path(name), "must be a list");
            return List.of();
        }
        if (items.items().size() > MOST_ITEMS) {
            note(entry.line(), section.path(name), "must be " + MOST_ITEMS + " at the most");
            return List.of();
        }
        return items.items();
    }

    private <T> @Nullable T whole(Section section, Supplier<T> making) {
        try {
            return making.get();
        } catch (InvalidFieldException e) {
            note(section.line(e.field()), e.field(), e.problem());
            return null;
        }
    }

    private void note(long line, @Nullable String field, String problem) {
        mistakes.add(new Mistake(line, field, problem));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new InvalidFieldException("flag", "must be true, false or nothing, which is false");
        };
    }

    private static int level(String text) {
        if (text.length() != 1 || text.charAt(0) < '1' || text.charAt(0) > '0' + Contact.LAST_LEVEL) {
            throw new InvalidFieldException("level", "must be a whole number from 1 to " + Contact.LAST_LEVEL);
        }
        return text.charAt(0) - '0';
    }
}
