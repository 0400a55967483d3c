package io.tocsin.system.check;

import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.simulator.bank.LedgerEntry;
import java.util.List;
import java.util.Map;

/**
 * Everything that is known when all is over.
 *
 * @param asked every payment that was asked for
 * @param nonPayments every record that was sent and is no payment; Kafka has them
 * @param outcomes every record of the outcome topics, read committed
 * @param deadLetters every record of the dead-letter topic, read committed
 * @param charges every line of the bank's ledger
 * @param books of all instances together
 * @param left how many entries are left in each of the stores that must be empty now, by the store's name
 */
public record Evidence(
        List<AskedPayment> asked,
        List<Letter> nonPayments,
        List<PaymentOutcome> outcomes,
        List<Letter> deadLetters,
        List<LedgerEntry> charges,
        Books books,
        Map<String, Long> left) {

    /** Copies the collections. */
    public Evidence {
        asked = List.copyOf(asked);
        nonPayments = List.copyOf(nonPayments);
        outcomes = List.copyOf(outcomes);
        deadLetters = List.copyOf(deadLetters);
        charges = List.copyOf(charges);
        left = Map.copyOf(left);
    }
}
