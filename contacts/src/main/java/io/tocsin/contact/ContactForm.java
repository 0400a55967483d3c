package io.tocsin.contact;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.contact.Rota.Shift;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.PhoneNumber;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A {@link Contact} as JSON has it. When it is read any part may be missing; what is absent is not written. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ContactForm(
        @Nullable String contact,
        @Nullable List<String> emails,
        @Nullable List<String> phones,
        @Nullable List<String> severities,
        @Nullable Boolean failedPayments,
        @Nullable List<String> places,
        @Nullable Integer level,
        @Nullable RotaForm rota,
        @Nullable QuietForm quiet) {

    /** As {@link Rota}. */
    record RotaForm(@Nullable String zone, @Nullable List<ShiftForm> shifts) {}

    /** As {@link Shift}. */
    record ShiftForm(
            @Nullable List<String> days,
            @Nullable String from,
            @Nullable String to) {}

    /** As {@link QuietHours}. */
    record QuietForm(
            @Nullable String zone,
            @Nullable String from,
            @Nullable String to) {}

    static ContactForm of(Contact contact) {
        Rota rota = contact.rota();
        QuietHours quiet = contact.quiet();
        return new ContactForm(
                contact.contact(),
                contact.emails().stream().map(EmailAddress::text).toList(),
                contact.phones().stream().map(PhoneNumber::text).toList(),
                contact.severities().stream().sorted().map(ContactText::name).toList(),
                contact.failedPayments(),
                contact.places().stream().toList(),
                contact.level(),
                rota == null
                        ? null
                        : new RotaForm(
                                rota.zone().getId(),
                                rota.shifts().stream().map(ContactForm::form).toList()),
                quiet == null
                        ? null
                        : new QuietForm(
                                quiet.zone().getId(),
                                quiet.from().toString(),
                                quiet.to().toString()));
    }

    private static ShiftForm form(Shift shift) {
        return new ShiftForm(
                shift.days().stream().sorted().map(ContactText::name).toList(),
                shift.from().toString(),
                shift.to().toString());
    }

    /** @throws InvalidFieldException when a part is missing or makes no sense */
    Contact toContact() {
        if (level == null) {
            throw new InvalidFieldException("level", "is missing");
        }
        return new Contact(
                ContactText.read("contact", contact, text -> text),
                each("emails", emails, EmailAddress::of),
                each("phones", phones, PhoneNumber::of),
                new HashSet<>(each("severities", severities, ContactText::severity)),
                failedPayments != null && failedPayments,
                each("places", places, text -> text),
                level,
                rota == null ? null : toRota(rota),
                quiet == null ? null : toQuietHours(quiet));
    }

    private static Rota toRota(RotaForm rota) {
        List<ShiftForm> shifts = rota.shifts() == null ? List.of() : rota.shifts();
        return new Rota(
                ContactText.read("rota.zone", rota.zone(), ContactText::zone),
                shifts.stream().map(ContactForm::toShift).toList());
    }

    private static Shift toShift(@Nullable ShiftForm shift) {
        if (shift == null) {
            throw new InvalidFieldException("rota.shifts", "must not have null in it");
        }
        return new Shift(
                ContactText.allDays(each("rota.shifts.days", shift.days(), ContactText::days)),
                ContactText.read("rota.shifts.from", shift.from(), ContactText::time),
                ContactText.read("rota.shifts.to", shift.to(), ContactText::time));
    }

    private static QuietHours toQuietHours(QuietForm quiet) {
        return new QuietHours(
                ContactText.read("quiet.zone", quiet.zone(), ContactText::zone),
                ContactText.read("quiet.from", quiet.from(), ContactText::time),
                ContactText.read("quiet.to", quiet.to(), ContactText::time));
    }

    private static <T> List<T> each(String field, @Nullable List<String> texts, Function<String, T> reading) {
        var values = new ArrayList<T>();
        if (texts != null) {
            for (String text : texts) {
                values.add(ContactText.read(field, text, reading));
            }
        }
        return values;
    }
}
