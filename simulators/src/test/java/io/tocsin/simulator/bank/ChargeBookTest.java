package io.tocsin.simulator.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ChargeBookTest {
    private final ChargeBook book = new ChargeBook();

    @Provide
    Arbitrary<List<BookedCharge>> charges() {
        // Few payments, so that many have more than one charge; a key each.
        Arbitrary<BookedCharge> charge = Combinators.combine(
                        Arbitraries.longs().between(1, 20),
                        Arbitraries.longs().between(1, 10_000_000),
                        Arbitraries.of("EUR", "USD", "JPY"),
                        Arbitraries.of("lost-card", "insufficient-funds").injectNull(0.7))
                .as((payment, amount, currency, decline) -> new BookedCharge(
                        new Id(0, 0), new Id(payment, 0), payment * 31, amount, currency, -7, decline, 1_000));
        return charge.list().ofMaxSize(200).map(ChargeBookTest::withKeys);
    }

    private static List<BookedCharge> withKeys(List<BookedCharge> charges) {
        var keyed = new ArrayList<BookedCharge>();
        for (BookedCharge charge : charges) {
            keyed.add(new BookedCharge(
                    new Id(0, keyed.size()),
                    charge.payment(),
                    charge.number(),
                    charge.minorUnits(),
                    charge.currency(),
                    charge.tokenPrint(),
                    charge.declineCode(),
                    charge.createdAtMillis() + keyed.size()));
        }
        return keyed;
    }

    @Property(tries = 300)
    void shouldAddUpAsOneWouldByHand(@ForAll("charges") List<BookedCharge> charges) {
        var fresh = new ChargeBook();
        charges.forEach(charge -> fresh.add(charge, charge.key().low() * 300));

        Map<String, Long> sums = new HashMap<>();
        Map<Id, Integer> approvals = new HashMap<>();
        var payments = new HashSet<Id>();
        for (BookedCharge charge : charges) {
            payments.add(charge.payment());
            if (charge.declineCode() == null) {
                sums.merge(charge.currency(), charge.minorUnits(), Long::sum);
                approvals.merge(charge.payment(), 1, Integer::sum);
            }
        }
        long approved = approvals.values().stream().mapToInt(i -> i).sum();
        assertThat(fresh.totals())
                .isEqualTo(new LedgerTotals(
                        approved,
                        sums,
                        charges.size() - approved,
                        payments.size(),
                        approvals.values().stream().filter(count -> count > 1).count()));
        assertThat(charges)
                .allSatisfy(charge -> assertThat(fresh.byKey(charge.key())).isEqualTo(charge));
        assertThat(payments).allSatisfy(payment -> assertThat(fresh.fileOffsets(payment))
                .containsExactlyElementsOf(charges.stream()
                        .filter(charge -> charge.payment().equals(payment))
                        .map(charge -> charge.key().low() * 300)
                        .toList()));
    }

    @Test
    void shouldFindEachOfManyAndNoOther() {
        int many = 300_000;
        for (int i = 0; i < many; i++) {
            book.add(charge(i), i * 10L);
        }

        for (int i = 0; i < many; i++) {
            assertThat(book.byKey(new Id(i, ~i))).isEqualTo(charge(i));
        }
        assertThat(book.byKey(new Id(many, ~many))).isNull();
        assertThat(book.fileOffsetSince(50, -1)).isEqualTo(500);
        assertThat(book.fileOffsetSince(many, -1)).isEqualTo(-1);
    }

    @Test
    void shouldPreferTheApprovedChargeOfAPaymentThatWasDeclinedToo() {
        var payment = new Id(1, 1);
        book.add(new BookedCharge(new Id(1, 2), payment, 1, 5, "EUR", 0, "lost-card", 1), 0);
        book.add(new BookedCharge(new Id(1, 3), payment, 2, 5, "EUR", 0, null, 2), 1);
        book.add(new BookedCharge(new Id(1, 4), payment, 3, 5, "EUR", 0, "lost-card", 3), 2);

        assertThat(book.byPayment(payment)).extracting(BookedCharge::number).isEqualTo(2L);
    }

    private static BookedCharge charge(int i) {
        return new BookedCharge(new Id(i, ~i), new Id(i, i), i, i + 1, "EUR", i, i % 9 == 0 ? "lost-card" : null, i);
    }
}
