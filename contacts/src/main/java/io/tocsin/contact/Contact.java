package io.tocsin.contact;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.PhoneNumber;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person of the on-call directory, and the value of its topic.
 *
 * @param contact names the person; also the record's key
 * @param emails where mails go
 * @param phones where SMS go
 * @param severities what the person is told; none only for one who is told of failed payments
 * @param failedPayments whether the person gets the digest of failed payments, by e-mail
 * @param places floors, or buildings as {@code north-*}; none for everywhere
 * @param level 1 is told at once, each next one when nobody before has acknowledged in time
 * @param rota when the person is on duty; absent for always
 * @param quiet when the person is left alone with what can wait; absent for never
 */
public record Contact(
        String contact,
        List<EmailAddress> emails,
        List<PhoneNumber> phones,
        Set<Severity> severities,
        boolean failedPayments,
        List<String> places,
        int level,
        @Nullable Rota rota,
        @Nullable QuietHours quiet) {
    /** The highest level. */
    public static final int LAST_LEVEL = 9;

    private static final int LONGEST_NAME = 100;
    private static final int MOST_ADDRESSES = 10;
    private static final int MOST_PLACES = 100;
    private static final String ANY = "*";

    /** @throws InvalidFieldException when the person cannot be reached, or a part makes no sense */
    public Contact {
        requireName(contact);
        emails = List.copyOf(emails);
        phones = List.copyOf(phones);
        severities = Set.copyOf(severities);
        places = List.copyOf(places);
        requireEachOnce("emails", emails, MOST_ADDRESSES);
        requireEachOnce("phones", phones, MOST_ADDRESSES);
        if (emails.isEmpty() && phones.isEmpty()) {
            throw new InvalidFieldException("emails", "must not be missing where phones are missing, too");
        }
        if (severities.contains(Severity.PRE_ALARM)) {
            throw new InvalidFieldException(
                    "severities", "must be alarm, fault or information: who is told of alarms is told of pre-alarms");
        }
        if (severities.isEmpty() && !failedPayments) {
            throw new InvalidFieldException(
                    "severities", "must name at least one of alarm, fault, information, unless failedPayments is true");
        }
        if (failedPayments && emails.isEmpty()) {
            throw new InvalidFieldException("failedPayments", "needs an address in emails: its digest is a mail");
        }
        requireEachOnce("places", places, MOST_PLACES);
        places.forEach(Contact::requirePlace);
        Required.range("level", level, 1, LAST_LEVEL);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Contact of(ContactForm form) {
        return form.toContact();
    }

    @JsonValue
    ContactForm toForm() {
        return ContactForm.of(this);
    }

    /** Whether the person is told of such a thing at such a place; what has no place concerns everybody. */
    boolean isConcernedWith(Severity severity, Optional<FloorId> floor) {
        return (severities.contains(severity) || (severity.isAlarm() && severities.contains(Severity.ALARM)))
                && (floor.isEmpty() || isConcernedWithAllOf(floor.get().text()));
    }

    /** Whether the person is concerned with a floor, or with every floor of a building like {@code north-*}. */
    boolean isConcernedWithAllOf(String place) {
        return places.isEmpty() || places.stream().anyMatch(mine -> covers(mine, place));
    }

    private static boolean covers(String mine, String place) {
        return mine.endsWith(ANY) ? place.startsWith(beginning(mine)) : place.equals(mine);
    }

    private static String beginning(String building) {
        return building.substring(0, building.length() - ANY.length());
    }

    /** Whether the person is on duty. */
    public boolean isOnDuty(Instant now) {
        return rota == null || rota.isOnDuty(now);
    }

    /** Whether the person is left alone with what can wait. */
    public boolean isLeftAlone(Instant now) {
        return quiet != null && quiet.cover(now);
    }

    /** When the person may be told. */
    public Instant mayTellFrom(Severity severity, Instant now) {
        return severity.isAlarm() || quiet == null ? now : quiet.mayTellFrom(now);
    }

    /** Without addresses: this may be logged. */
    @Override
    public String toString() {
        return "Contact[" + contact + ", level " + level + "]";
    }

    private static void requireName(String name) {
        Required.text("contact", name, LONGEST_NAME);
        if (!name.equals(name.strip()) || name.codePoints().anyMatch(Contact::isNoText)) {
            throw new InvalidFieldException("contact", "must be text without control characters or spaces around it");
        }
    }

    private static boolean isNoText(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static void requireEachOnce(String field, Collection<?> items, int most) {
        if (items.size() > most) {
            throw new InvalidFieldException(field, "must be " + most + " at the most");
        }
        if (new HashSet<>(items).size() < items.size()) {
            throw new InvalidFieldException(field, "has one twice");
        }
    }

    private static void requirePlace(String place) {
        // Something must be able to follow what a building's floors begin with.
        String floor = place.endsWith(ANY) ? beginning(place) + "1" : place;
        try {
            FloorId.of(floor);
        } catch (InvalidFieldException e) {
            throw new InvalidFieldException("places", "must be floors like north-3, or buildings like north-*");
        }
    }
}
