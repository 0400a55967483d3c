package io.tocsin.system.check;

import io.tocsin.model.payment.FailedPayment;
import io.tocsin.model.payment.FailureReason;
import io.tocsin.model.payment.Money;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.simulator.bank.ChargeStatus;
import io.tocsin.simulator.bank.LedgerEntry;
import io.tocsin.system.check.Violation.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares what was asked for with the outcome topics, the outcome topics with the bank's own ledger, and the service's
 * books with all three. Pure: evidence in, violations out.
 */
public final class Checker {
    private final Evidence evidence;
    private final List<Violation> violations = new ArrayList<>();

    private Checker(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Everything that must not be; empty when all is well. */
    public static List<Violation> check(Evidence evidence) {
        return new Checker(evidence).check();
    }

    private List<Violation> check() {
        Map<PaymentId, List<PaymentOutcome>> outcomes = byPayment(evidence.outcomes(), PaymentOutcome::paymentId);
        Map<PaymentId, List<LedgerEntry>> charges = byPayment(evidence.charges(), LedgerEntry::paymentId);
        for (AskedPayment asked : evidence.asked()) {
            List<PaymentOutcome> its = outcomes.getOrDefault(asked.id(), new ArrayList<>());
            its.sort(Comparator.comparing(Checker::time));
            List<LedgerEntry> itsCharges = charges.getOrDefault(asked.id(), List.of());
            checkCount(asked, its, itsCharges);
            checkAmounts(asked, its, itsCharges);
            checkCharges(asked, itsCharges);
            for (int i = 0; i < its.size(); i++) {
                checkAgainstLedger(its.get(i), i == its.size() - 1, itsCharges);
            }
            outcomes.remove(asked.id());
            charges.remove(asked.id());
        }
        outcomes.keySet().forEach(id -> found(Kind.NEVER_ASKED, id + " has an outcome"));
        charges.keySet().forEach(id -> found(Kind.NEVER_ASKED, id + " is in the bank's ledger"));
        checkDeadLetters();
        checkBooks();
        return violations;
    }

    private static <T> Map<PaymentId, List<T>> byPayment(List<T> all, Function<T, PaymentId> id) {
        return all.stream()
                .collect(Collectors.groupingBy(id, HashMap::new, Collectors.toCollection(ArrayList<T>::new)));
    }

    private void checkCount(AskedPayment asked, List<PaymentOutcome> outcomes, List<LedgerEntry> charges) {
        int certain = charges.isEmpty() ? asked.certainOutcomes() : Math.max(1, asked.certainOutcomes());
        if (outcomes.size() < certain) {
            found(Kind.LOST, asked.id() + " has " + outcomes.size() + " outcomes of " + certain + "; " + told(charges));
        }
        if (outcomes.size() > asked.possibleOutcomes()) {
            found(Kind.OUTCOME_TWICE, asked.id() + ": " + outcomes);
        }
        boolean settledBefore = false;
        boolean conflict = false;
        for (PaymentOutcome outcome : outcomes) {
            conflict |= settledBefore && outcome instanceof FailedPayment;
            settledBefore |= outcome instanceof SettledPayment;
        }
        boolean both = settledBefore && outcomes.stream().anyMatch(FailedPayment.class::isInstance);
        if (conflict || (both && asked.possibleOutcomes() == 1)) {
            found(Kind.CONFLICTING_OUTCOMES, asked.id() + ": " + outcomes);
        }
    }

    private void checkAmounts(AskedPayment asked, List<PaymentOutcome> outcomes, List<LedgerEntry> charges) {
        for (PaymentOutcome outcome : outcomes) {
            checkAmount(asked, outcome.amount(), "its outcome");
        }
        for (LedgerEntry charge : charges) {
            checkAmount(asked, charge.amount(), "the bank's ledger");
        }
    }

    private void checkAmount(AskedPayment asked, Money amount, String where) {
        if (!amount.equals(asked.amount())) {
            found(Kind.WRONG_AMOUNT, asked.id() + " is of " + asked.amount() + ", in " + where + " of " + amount);
        }
    }

    private void checkCharges(AskedPayment asked, List<LedgerEntry> charges) {
        if (charges.stream().filter(Checker::approved).count() > 1) {
            found(Kind.CHARGED_TWICE, asked.id() + ": " + told(charges));
        }
        for (LedgerEntry charge : charges) {
            if (!charge.idempotencyKey().equals(asked.id().text())) {
                found(Kind.CHARGED_UNDER_ANOTHER_KEY, asked.id() + " under " + charge.idempotencyKey());
            }
        }
    }

    private void checkAgainstLedger(PaymentOutcome outcome, boolean last, List<LedgerEntry> charges) {
        switch (outcome) {
            case SettledPayment settled -> {
                if (charges.stream()
                        .noneMatch(
                                charge -> approved(charge) && charge.chargeId().equals(settled.bankReference()))) {
                    found(
                            Kind.SETTLED_BUT_NOT_CHARGED,
                            settled.paymentId() + " as " + settled.bankReference() + "; " + told(charges));
                }
            }
            case FailedPayment failed -> {
                if (failed.reason() != FailureReason.OUTCOME_UNKNOWN
                        && charges.stream()
                                .anyMatch(charge -> approved(charge)
                                        && (last || charge.createdAt().isBefore(failed.failedAt())))) {
                    found(
                            Kind.CHARGED_BUT_FAILED,
                            failed.paymentId() + " as " + failed.reason() + "; " + told(charges));
                }
                if (failed.reason() == FailureReason.DECLINED
                        && charges.stream().allMatch(Checker::approved)) {
                    found(Kind.DECLINED_BY_NOBODY, failed.paymentId() + ": " + failed.detail());
                }
            }
        }
    }

    private void checkDeadLetters() {
        Map<String, List<Letter>> dead = evidence.deadLetters().stream().collect(Collectors.groupingBy(Letter::mark));
        for (Letter sent : evidence.nonPayments()) {
            List<Letter> found = dead.getOrDefault(sent.mark(), List.of());
            if (found.size() != 1) {
                found(Kind.DEAD_LETTER_WRONG, sent.mark() + " was put aside " + found.size() + " times");
            } else if (!found.getFirst().sameBytes(sent)) {
                found(Kind.DEAD_LETTER_WRONG, sent.mark() + " was put aside with other bytes");
            }
            dead.remove(sent.mark());
        }
        dead.forEach((mark, letters) -> found(
                Kind.DEAD_LETTER_WRONG,
                letters.size() + " records marked '" + mark + "' were put aside, and none was sent"));
    }

    private void checkBooks() {
        Books books = evidence.books();
        if (!books.balanced()) {
            found(Kind.UNEVEN_BOOKS, books.toString());
        }
        long settled = evidence.outcomes().stream()
                .filter(SettledPayment.class::isInstance)
                .count();
        compare("settled", books.settled(), settled);
        compare("failed", books.failed(), evidence.outcomes().size() - settled);
        compare("dead-lettered", books.deadLettered(), evidence.deadLetters().size());
        if (books.open() != 0) {
            found(Kind.LEFT_OVER, books.toString());
        }
        evidence.left().forEach((store, entries) -> {
            if (entries != 0) {
                found(Kind.LEFT_OVER, entries + " entries in " + store);
            }
        });
    }

    private void compare(String what, long inBooks, long inTopics) {
        if (inBooks != inTopics) {
            found(Kind.UNEVEN_BOOKS, inBooks + " " + what + " in the books, " + inTopics + " in the topics");
        }
    }

    private static Instant time(PaymentOutcome outcome) {
        return switch (outcome) {
            case SettledPayment settled -> settled.settledAt();
            case FailedPayment failed -> failed.failedAt();
        };
    }

    private static boolean approved(LedgerEntry charge) {
        return charge.status() == ChargeStatus.APPROVED;
    }

    private static String told(List<LedgerEntry> charges) {
        return "in the bank's ledger: " + charges;
    }

    private void found(Kind kind, String what) {
        violations.add(new Violation(kind, what));
    }
}
