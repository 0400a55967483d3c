package io.tocsin.system.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.payment.Card;
import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.model.payment.VehicleId;
import io.tocsin.simulator.bank.ChargeStatus;
import io.tocsin.simulator.bank.LedgerEntry;
import io.tocsin.system.check.Violation.Kind;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The checker finds nothing where all is well, and each kind of violation where one was planted. */
class CheckerTest {
    private static final PaymentId SETTLED = id(1);
    private static final PaymentId DECLINED = id(2);
    private static final PaymentId EXHAUSTED = id(3);
    private static final PaymentId UNKNOWN_BUT_CHARGED = id(4);
    private static final PaymentId UNKNOWN_AND_NOT_CHARGED = id(5);
    private static final PaymentId REDRIVEN = id(6);
    private static final PaymentId DECLINED_TWICE = id(7);
    private static final PaymentId PERHAPS_AND_TAKEN = id(8);
    private static final PaymentId PERHAPS_AND_NOT_TAKEN = id(9);
    private static final PaymentId NOBODYS = id(10);

    private static final Money AMOUNT = Money.of(1275, "EUR");
    private static final Instant START = Instant.parse("2025-01-06T08:00:00Z");

    /** All is well, with one of each kind of ending. */
    private static final Evidence WELL = new Evidence(
            List.of(
                    asked(SETTLED, 1, 1),
                    asked(DECLINED, 1, 1),
                    asked(EXHAUSTED, 1, 1),
                    asked(UNKNOWN_BUT_CHARGED, 1, 1),
                    asked(UNKNOWN_AND_NOT_CHARGED, 1, 1),
                    asked(REDRIVEN, 2, 2),
                    asked(DECLINED_TWICE, 2, 2),
                    asked(PERHAPS_AND_TAKEN, 0, 1),
                    asked(PERHAPS_AND_NOT_TAKEN, 0, 1)),
            List.of(letter("nonsense", "{")),
            List.of(
                    settled(SETTLED, 2),
                    failed(DECLINED, FailureReason.DECLINED, 2),
                    failed(EXHAUSTED, FailureReason.RETRIES_EXHAUSTED, 2),
                    failed(UNKNOWN_BUT_CHARGED, FailureReason.OUTCOME_UNKNOWN, 2),
                    failed(UNKNOWN_AND_NOT_CHARGED, FailureReason.OUTCOME_UNKNOWN, 2),
                    // The topics are read one after the other: the order of the list is not that of time.
                    settled(REDRIVEN, 9),
                    failed(REDRIVEN, FailureReason.RETRIES_EXHAUSTED, 2),
                    failed(DECLINED_TWICE, FailureReason.DECLINED, 2),
                    failed(DECLINED_TWICE, FailureReason.DECLINED, 4),
                    settled(PERHAPS_AND_TAKEN, 2)),
            List.of(letter("nonsense", "{")),
            List.of(
                    approved(SETTLED, 1),
                    declined(DECLINED, 1),
                    approved(UNKNOWN_BUT_CHARGED, 1),
                    approved(REDRIVEN, 8),
                    declined(DECLINED_TWICE, 1),
                    approved(PERHAPS_AND_TAKEN, 1)),
            new Books(11, 3, 7, 1, 0, 0, 0, 5, true),
            Map.of("in-flight", 0L, "waiting", 0L));

    @Test
    void shouldFindNothingWhenAllIsWell() {
        assertThat(Checker.check(WELL)).isEmpty();
    }

    /**
     * Evidence with something wrong in it.
     *
     * @param kinds the violations that are in it, and no others
     */
    record Planted(String what, Evidence evidence, Set<Kind> kinds) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Planted> planted() {
        return Stream.of(
                planted(
                        "an accepted payment without an outcome",
                        books(without(WELL, SETTLED, true, true), 2, 7),
                        Kind.LOST),
                planted(
                        "a charged payment without an outcome, though nobody knew that it was taken",
                        books(without(WELL, PERHAPS_AND_TAKEN, true, false), 2, 7),
                        Kind.LOST),
                planted(
                        "a re-driven payment without its second outcome",
                        books(
                                outcomes(
                                        WELL,
                                        all -> all.filter(
                                                it -> !it.equals(failed(DECLINED_TWICE, FailureReason.DECLINED, 4)))),
                                3,
                                6),
                        Kind.LOST),
                planted("money taken twice", plus(WELL, approved(SETTLED, 3)), Kind.CHARGED_TWICE),
                planted("an outcome twice", books(plus(WELL, settled(SETTLED, 3)), 4, 7), Kind.OUTCOME_TWICE),
                planted(
                        "one outcome more than it was re-driven",
                        books(plus(WELL, failed(DECLINED_TWICE, FailureReason.DECLINED, 6)), 3, 8),
                        Kind.OUTCOME_TWICE),
                planted(
                        "settled, then failed",
                        books(plus(WELL, failed(SETTLED, FailureReason.OUTCOME_UNKNOWN, 5)), 3, 8),
                        Kind.OUTCOME_TWICE,
                        Kind.CONFLICTING_OUTCOMES),
                planted(
                        "re-driven, and failed after it had settled",
                        books(
                                plus(
                                        outcomes(
                                                WELL,
                                                all -> all.filter(
                                                        it -> !it.equals(
                                                                failed(REDRIVEN, FailureReason.RETRIES_EXHAUSTED, 2)))),
                                        failed(REDRIVEN, FailureReason.OUTCOME_UNKNOWN, 10)),
                                3,
                                7),
                        Kind.CONFLICTING_OUTCOMES),
                planted(
                        "an outcome of another amount",
                        outcomes(WELL, all -> all.map(it -> it.equals(settled(SETTLED, 2)) ? cheaper(it) : it)),
                        Kind.WRONG_AMOUNT),
                planted(
                        "a charge of another amount",
                        charges(WELL, all -> all.map(it -> it.equals(approved(SETTLED, 1)) ? cheaper(it) : it)),
                        Kind.WRONG_AMOUNT),
                planted(
                        "settled, and not in the ledger",
                        charges(WELL, all -> all.filter(it -> !it.paymentId().equals(SETTLED))),
                        Kind.SETTLED_BUT_NOT_CHARGED),
                planted(
                        "settled by a charge that the ledger has under another reference",
                        charges(
                                WELL,
                                all -> all.map(
                                        it -> it.equals(approved(SETTLED, 1)) ? approved(SETTLED, 1, "ch_other") : it)),
                        Kind.SETTLED_BUT_NOT_CHARGED),
                planted(
                        "settled, and declined by the bank",
                        charges(
                                WELL,
                                all -> all.map(it -> it.equals(approved(SETTLED, 1)) ? declined(SETTLED, 1) : it)),
                        Kind.SETTLED_BUT_NOT_CHARGED),
                planted("exhausted, and charged", plus(WELL, approved(EXHAUSTED, 1)), Kind.CHARGED_BUT_FAILED),
                planted(
                        "exhausted, and charged afterwards by a straggler",
                        plus(WELL, approved(EXHAUSTED, 5)),
                        Kind.CHARGED_BUT_FAILED),
                planted(
                        "exhausted though charged, and settled when it was re-driven",
                        charges(
                                WELL,
                                all -> all.map(it -> it.equals(approved(REDRIVEN, 8)) ? approved(REDRIVEN, 1) : it)),
                        Kind.CHARGED_BUT_FAILED),
                planted(
                        "declined by nobody",
                        charges(WELL, all -> all.filter(it -> !it.paymentId().equals(DECLINED))),
                        Kind.DECLINED_BY_NOBODY),
                planted(
                        "a charge under another key",
                        charges(
                                WELL,
                                all -> all.map(
                                        it -> it.equals(approved(SETTLED, 1)) ? underKey(it, NOBODYS.text()) : it)),
                        Kind.CHARGED_UNDER_ANOTHER_KEY),
                planted(
                        "an outcome of a payment that nobody asked for",
                        books(plus(WELL, settled(NOBODYS, 2)), 4, 7),
                        Kind.NEVER_ASKED),
                planted("a charge that nobody asked for", plus(WELL, approved(NOBODYS, 1)), Kind.NEVER_ASKED),
                planted(
                        "a record that is no payment and was not put aside",
                        deadLetters(books(WELL, new Books(10, 3, 7, 0, 0, 0, 0, 5, true))),
                        Kind.DEAD_LETTER_WRONG),
                planted(
                        "a record put aside twice",
                        deadLetters(
                                books(WELL, new Books(12, 3, 7, 2, 0, 0, 0, 5, true)),
                                letter("nonsense", "{"),
                                letter("nonsense", "{")),
                        Kind.DEAD_LETTER_WRONG),
                planted(
                        "a record put aside with other bytes",
                        deadLetters(WELL, letter("nonsense", "{}")),
                        Kind.DEAD_LETTER_WRONG),
                planted(
                        "a payment put aside",
                        deadLetters(
                                books(WELL, new Books(12, 3, 7, 2, 0, 0, 0, 5, true)),
                                letter("nonsense", "{"),
                                letter("", "a payment")),
                        Kind.DEAD_LETTER_WRONG),
                planted(
                        "books that are uneven",
                        books(WELL, new Books(12, 3, 7, 1, 0, 0, 0, 5, true)),
                        Kind.UNEVEN_BOOKS),
                planted(
                        "books that say themselves that they are uneven",
                        books(WELL, new Books(11, 3, 7, 1, 0, 0, 0, 5, false)),
                        Kind.UNEVEN_BOOKS),
                planted(
                        "books that are even and wrong",
                        books(WELL, new Books(11, 4, 6, 1, 0, 0, 0, 5, true)),
                        Kind.UNEVEN_BOOKS),
                planted(
                        "something still in flight",
                        books(WELL, new Books(12, 3, 7, 1, 1, 0, 0, 5, true)),
                        Kind.LEFT_OVER),
                planted(
                        "something still waiting",
                        books(WELL, new Books(12, 3, 7, 1, 0, 1, 0, 5, true)),
                        Kind.LEFT_OVER),
                planted(
                        "something still on its way",
                        books(WELL, new Books(12, 3, 7, 1, 0, 0, 1, 5, true)),
                        Kind.LEFT_OVER),
                planted("something left in a store", left(WELL, Map.of("waiting", 1L)), Kind.LEFT_OVER));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void shouldFindWhatWasPlantedAndNothingElse(Planted planted) {
        assertThat(Checker.check(planted.evidence()).stream()
                        .map(Violation::kind)
                        .collect(Collectors.toSet()))
                .isEqualTo(planted.kinds());
    }

    @Test
    void shouldHaveBeenShownEveryKind() {
        Set<Kind> seenByTheSoakItself = EnumSet.of(Kind.REFUSED, Kind.DIED, Kind.NOT_BACK);

        assertThat(planted().flatMap(it -> it.kinds().stream()).collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(seenByTheSoakItself)));
    }

    private static Planted planted(String what, Evidence evidence, Kind... kinds) {
        return new Planted(what, evidence, Set.of(kinds));
    }

    private static PaymentId id(int number) {
        return PaymentId.of("0194385f-7c00-7d4e-8a3b-%012d".formatted(number));
    }

    private static AskedPayment asked(PaymentId id, int certain, int possible) {
        return new AskedPayment(id, AMOUNT, certain, possible);
    }

    private static Letter letter(String mark, String value) {
        return new Letter(mark, value.getBytes(UTF_8));
    }

    private static SettledPayment settled(PaymentId id, int second) {
        return new SettledPayment(
                id,
                VehicleId.of("NY-1"),
                AMOUNT,
                Card.ofToken("tok_visa_1"),
                null,
                "ch_" + id,
                START.plusSeconds(second),
                1);
    }

    private static FailedPayment failed(PaymentId id, FailureReason reason, int second) {
        return new FailedPayment(
                id,
                VehicleId.of("NY-1"),
                AMOUNT,
                Card.ofToken("tok_visa_1"),
                null,
                reason,
                "detail",
                START.plusSeconds(second),
                1);
    }

    private static PaymentOutcome cheaper(PaymentOutcome outcome) {
        return new SettledPayment(
                outcome.paymentId(),
                outcome.vehicle(),
                Money.of(1, "EUR"),
                outcome.card(),
                null,
                "ch_" + outcome.paymentId(),
                START,
                1);
    }

    private static LedgerEntry approved(PaymentId id, int second) {
        return approved(id, second, "ch_" + id);
    }

    private static LedgerEntry approved(PaymentId id, int second, String reference) {
        return new LedgerEntry(
                reference, id, ChargeStatus.APPROVED, null, AMOUNT, START.plusSeconds(second), id.text(), "tok_visa_1");
    }

    private static LedgerEntry declined(PaymentId id, int second) {
        return new LedgerEntry(
                "ch_" + id,
                id,
                ChargeStatus.DECLINED,
                "lost-card",
                AMOUNT,
                START.plusSeconds(second),
                id.text(),
                "tok_declined_lost-card");
    }

    private static LedgerEntry cheaper(LedgerEntry charge) {
        return new LedgerEntry(
                charge.chargeId(),
                charge.paymentId(),
                charge.status(),
                charge.code(),
                Money.of(1, "EUR"),
                charge.createdAt(),
                charge.idempotencyKey(),
                charge.cardToken());
    }

    private static LedgerEntry underKey(LedgerEntry charge, String key) {
        return new LedgerEntry(
                charge.chargeId(),
                charge.paymentId(),
                charge.status(),
                charge.code(),
                charge.amount(),
                charge.createdAt(),
                key,
                charge.cardToken());
    }

    private static Evidence without(Evidence evidence, PaymentId id, boolean outcomes, boolean charges) {
        Evidence fewer = outcomes
                ? outcomes(evidence, all -> all.filter(it -> !it.paymentId().equals(id)))
                : evidence;
        return charges ? charges(fewer, all -> all.filter(it -> !it.paymentId().equals(id))) : fewer;
    }

    private static Evidence plus(Evidence evidence, PaymentOutcome outcome) {
        return outcomes(evidence, all -> Stream.concat(all, Stream.of(outcome)));
    }

    private static Evidence plus(Evidence evidence, LedgerEntry charge) {
        return charges(evidence, all -> Stream.concat(all, Stream.of(charge)));
    }

    private static Evidence outcomes(
            Evidence evidence, Function<Stream<PaymentOutcome>, Stream<PaymentOutcome>> change) {
        return new Evidence(
                evidence.asked(),
                evidence.nonPayments(),
                change.apply(evidence.outcomes().stream()).toList(),
                evidence.deadLetters(),
                evidence.charges(),
                evidence.books(),
                evidence.left());
    }

    private static Evidence charges(Evidence evidence, Function<Stream<LedgerEntry>, Stream<LedgerEntry>> change) {
        return new Evidence(
                evidence.asked(),
                evidence.nonPayments(),
                evidence.outcomes(),
                evidence.deadLetters(),
                change.apply(evidence.charges().stream()).toList(),
                evidence.books(),
                evidence.left());
    }

    private static Evidence deadLetters(Evidence evidence, Letter... letters) {
        return new Evidence(
                evidence.asked(),
                evidence.nonPayments(),
                evidence.outcomes(),
                List.of(letters),
                evidence.charges(),
                evidence.books(),
                evidence.left());
    }

    /** With books that fit so many outcomes, so that nothing but what was planted is wrong. */
    private static Evidence books(Evidence evidence, long settled, long failed) {
        return books(evidence, new Books(settled + failed + 1, settled, failed, 1, 0, 0, 0, 5, true));
    }

    private static Evidence books(Evidence evidence, Books books) {
        return new Evidence(
                evidence.asked(),
                evidence.nonPayments(),
                evidence.outcomes(),
                evidence.deadLetters(),
                evidence.charges(),
                books,
                evidence.left());
    }

    private static Evidence left(Evidence evidence, Map<String, Long> left) {
        return new Evidence(
                evidence.asked(),
                evidence.nonPayments(),
                evidence.outcomes(),
                evidence.deadLetters(),
                evidence.charges(),
                evidence.books(),
                left);
    }
}
