package io.tocsin.contact;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.Required;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A person of the on-call directory.
 *
 * @param contact names the person
 * @param emails where mails go
 * @param phones where SMS go
 * @param severities what the person is told
 * @param places floors, or buildings as {@code north-*}; none for everywhere
 * @param level 1 is told at once, each next one when nobody before has acknowledged in time
 * @param rota when the person is on duty
 * @param quiet when the person is left alone with what can wait
 */
public record Contact(
        String contact,
        List<EmailAddress> emails,
        List<PhoneNumber> phones,
        Set<Severity> severities,
        List<String> places,
        int level,
        Rota rota,
        Optional<QuietHours> quiet) {
    private static final int LONGEST_NAME = 100;
    private static final int MOST_LEVELS = 9;
    private static final String ANY = "*";

    /** @throws InvalidFieldException when the person cannot be reached, or a part makes no sense */
    public Contact {
        Required.text("contact", contact, LONGEST_NAME);
        emails = List.copyOf(emails);
        phones = List.copyOf(phones);
        severities = Set.copyOf(severities);
        places = List.copyOf(places);
        if (emails.isEmpty() && phones.isEmpty()) {
            throw new InvalidFieldException("emails", "must not be missing where phones are missing, too");
        }
        if (severities.isEmpty()) {
            throw new InvalidFieldException("severities", "must name at least one of alarm, fault, information");
        }
        Required.range("level", level, 1, MOST_LEVELS);
    }

    /** Whether the person is told of such a thing at such a place; what has no place concerns everybody. */
    boolean isConcernedWith(Severity severity, Optional<FloorId> floor) {
        return severities.contains(severity)
                && (places.isEmpty()
                        || floor.isEmpty()
                        || places.stream().anyMatch(place -> covers(place, floor.get())));
    }

    private static boolean covers(String place, FloorId floor) {
        return place.endsWith(ANY)
                ? floor.text().startsWith(place.substring(0, place.length() - ANY.length()))
                : floor.text().equals(place);
    }

    /** When the person may be told. */
    Instant mayTellFrom(Severity severity, Instant now) {
        return severity == Severity.ALARM
                ? now
                : quiet.map(hours -> hours.mayTellFrom(now)).orElse(now);
    }
}
