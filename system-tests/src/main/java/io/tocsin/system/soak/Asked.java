package io.tocsin.system.soak;

import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.system.check.AskedPayment;
import io.tocsin.system.check.Letter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes down what is asked for, and what Kafka is known to have of it. Used by many threads. */
final class Asked {
    private final Map<PaymentId, Entry> payments = new ConcurrentHashMap<>();
    private final Collection<Letter> letters = new CopyOnWriteArrayList<>();

    /**
     * A payment.
     *
     * @param payment as it was sent last
     * @param certain how many of its sendings Kafka has: the first one, and each after it had failed
     * @param possible how many it may have
     */
    private record Entry(PendingPayment payment, int certain, int possible) {}

    /** A payment is about to be sent for the first time, or again because it has failed. */
    void sending(PendingPayment payment) {
        payments.merge(
                payment.paymentId(),
                new Entry(payment, 0, 1),
                (before, first) -> new Entry(payment, before.certain(), payment.redrives() + 1));
    }

    /** Kafka has it, as it was sent for this time. Told again for a duplicate, it changes nothing. */
    void taken(PendingPayment payment) {
        payments.computeIfPresent(
                payment.paymentId(),
                (id, before) -> new Entry(
                        before.payment(), Math.max(before.certain(), payment.redrives() + 1), before.possible()));
    }

    /** Kafka has a record that is no payment. */
    void taken(Letter letter) {
        letters.add(letter);
    }

    /** The payment as it was sent last, when Kafka is known to have that. */
    Optional<PendingPayment> known(PaymentId id) {
        return Optional.ofNullable(payments.get(id))
                .filter(entry -> entry.certain() == entry.possible())
                .map(Entry::payment);
    }

    int size() {
        return payments.size();
    }

    List<AskedPayment> payments() {
        return payments.values().stream()
                .map(entry -> new AskedPayment(
                        entry.payment().paymentId(), entry.payment().amount(), entry.certain(), entry.possible()))
                .toList();
    }

    List<Letter> letters() {
        return List.copyOf(letters);
    }
}
