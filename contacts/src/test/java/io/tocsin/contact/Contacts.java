package io.tocsin.contact;

import io.tocsin.contact.Rota.Shift;
import io.tocsin.model.fire.Notification.Severity;
import io.tocsin.model.notification.EmailAddress;
import io.tocsin.model.notification.PhoneNumber;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Contacts for tests, with everything that a contact may have. */
public final class Contacts {
    private static final List<String> NUMBERS = List.of("+4915123456789", "+447400123456", "+33612345678");

    private Contacts() {}

    /** Any contact, all of whose numbers are in use. */
    public static Arbitrary<Contact> any() {
        return Combinators.combine(
                        names(), reachable(), places(), levels(), rotas().injectNull(0.3), quiet().injectNull(0.3))
                .as((name, reachable, places, level, rota, quiet) -> new Contact(
                        name,
                        reachable.get1(),
                        reachable.get2(),
                        reachable.get3(),
                        reachable.get4(),
                        places,
                        level,
                        rota,
                        quiet));
    }

    private static Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("aZé李ß٣'\"\\:#-,;&*!|>%@`{}[] ")
                .withChars("\uD83D\uDE00".toCharArray())
                .ofMinLength(1)
                .ofMaxLength(20)
                .filter(Contacts::isName);
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.equals(text.strip())
                && text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    private static Arbitrary<Tuple.Tuple4<List<EmailAddress>, List<PhoneNumber>, Set<Severity>, Boolean>> reachable() {
        Arbitrary<List<EmailAddress>> emails = Arbitraries.of(
                        "ann@example.org", "a.b+c@x-y.example", "{no}=|~@localhost")
                .map(EmailAddress::new)
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        Arbitrary<List<PhoneNumber>> phones = Arbitraries.of(NUMBERS)
                .map(PhoneNumber::new)
                .list()
                .uniqueElements()
                .ofMaxSize(3);
        Arbitrary<Set<Severity>> severities = Arbitraries.of(Severity.ALARM, Severity.FAULT, Severity.INFORMATION)
                .set()
                .ofMaxSize(3);
        return Combinators.combine(emails, phones, severities, Arbitraries.of(true, false))
                .filter((mails, numbers, what, digest) -> !(mails.isEmpty() && numbers.isEmpty())
                        && !(what.isEmpty() && !digest)
                        && !(digest && mails.isEmpty()))
                .as(Tuple::of);
    }

    private static Arbitrary<List<String>> places() {
        return Arbitraries.of("north-1", "north-*", "*", "süd.2", "0x10", "7", "no", "2025-01-06")
                .list()
                .uniqueElements()
                .ofMaxSize(4);
    }

    private static Arbitrary<Integer> levels() {
        return Arbitraries.integers().between(1, Contact.LAST_LEVEL);
    }

    private static Arbitrary<Rota> rotas() {
        Arbitrary<Shift> shifts = Combinators.combine(
                        Arbitraries.of(DayOfWeek.class).set().ofMinSize(1), times(), times())
                .as(Shift::new);
        return Combinators.combine(zones(), shifts.list().ofMinSize(1).ofMaxSize(4))
                .as(Rota::new);
    }

    private static Arbitrary<QuietHours> quiet() {
        return Combinators.combine(zones(), times(), times())
                .filter((zone, from, to) -> !from.equals(to))
                .as(QuietHours::new);
    }

    private static Arbitrary<ZoneId> zones() {
        return Arbitraries.of("Europe/Berlin", "UTC", "America/New_York", "Asia/Kathmandu")
                .map(ZoneId::of);
    }

    private static Arbitrary<LocalTime> times() {
        return Arbitraries.integers().between(0, 24 * 60 - 1).map(minute -> LocalTime.ofSecondOfDay(minute * 60L));
    }
}
