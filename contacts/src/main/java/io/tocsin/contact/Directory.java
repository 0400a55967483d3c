package io.tocsin.contact;

import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.Notification.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * The on-call directory.
 *
 * @param contacts everybody
 */
public record Directory(List<Contact> contacts) {

    /**
     * Somebody who is told.
     *
     * @param contact the person
     * @param notBefore when; for an alarm always now
     */
    public record Recipient(Contact contact, Instant notBefore) {}

    /** Copies {@code contacts}. */
    public Directory {
        contacts = List.copyOf(contacts);
    }

    /**
     * Who of some levels is told. Where nobody of them is on duty, an alarm goes to the next level that has somebody, and where
     * there is none, to everybody concerned, on duty or not.
     *
     * @param floor where; empty when it is at no floor in particular
     * @param firstLevel the first level that is told
     * @param lastLevel the last
     */
    public List<Recipient> recipients(
            Severity severity, Optional<FloorId> floor, int firstLevel, int lastLevel, Instant now) {
        List<Contact> concerned = contacts.stream()
                .filter(contact -> contact.isConcernedWith(severity, floor))
                .toList();
        List<Contact> told = onDuty(concerned, now, level -> level >= firstLevel && level <= lastLevel);
        if (told.isEmpty() && severity.isAlarm()) {
            told = inPlaceOfNobody(concerned, lastLevel, now);
        }
        return told.stream()
                .map(contact -> new Recipient(contact, contact.mayTellFrom(severity, now)))
                .toList();
    }

    private static List<Contact> inPlaceOfNobody(List<Contact> concerned, int after, Instant now) {
        List<Contact> onDuty = onDuty(concerned, now, level -> true);
        OptionalInt next = onDuty.stream()
                .mapToInt(Contact::level)
                .filter(level -> level > after)
                .min();
        if (next.isPresent()) {
            return onDuty(concerned, now, level -> level == next.getAsInt());
        }
        return onDuty.isEmpty() ? concerned : onDuty;
    }

    private static List<Contact> onDuty(List<Contact> contacts, Instant now, IntPredicate levels) {
        return contacts.stream()
                .filter(contact -> levels.test(contact.level()) && contact.isOnDuty(now))
                .toList();
    }
}
