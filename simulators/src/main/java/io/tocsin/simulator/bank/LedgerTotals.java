package io.tocsin.simulator.bank;

import java.util.Map;

/**
 * The ledger added up. Everything here follows from the lines of the ledger, so it survives a restart.
 *
 * @param approved how many charges were approved
 * @param approvedMinorUnits how much was charged, by currency code, in minor units
 * @param declined how many charges were declined
 * @param distinctPayments how many payment ids have at least one charge, approved or declined
 * @param paymentsChargedTwice how many payment ids have more than one approved charge: money taken twice
 */
public record LedgerTotals(
        long approved,
        Map<String, Long> approvedMinorUnits,
        long declined,
        long distinctPayments,
        long paymentsChargedTwice) {

    /** Copies the map. */
    public LedgerTotals {
        approvedMinorUnits = Map.copyOf(approvedMinorUnits);
    }
}
