package io.tocsin.bench;

import io.tocsin.toll.payment.Bank;

/** One way to call the bank for each pending payment. */
interface Contender {

    /** As it stands in the table. */
    String name();

    /**
     * How many payments are enough for it to be measured.
     *
     * @param asked how many the fast ones are given
     */
    int payments(int asked);

    /**
     * Starts to work off {@code pending-payments}.
     *
     * @return stops it
     */
    AutoCloseable start(String bootstrapServers, Bank bank);
}
