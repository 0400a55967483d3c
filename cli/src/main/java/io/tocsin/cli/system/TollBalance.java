package io.tocsin.cli.system;

/**
 * The books of toll-payments, as {@code GET /balance} gives them.
 *
 * @param settled payments charged since the first start
 * @param failed payments given up since then
 * @param inFlight payments that the bank is being asked for
 * @param waiting payments that wait for their next attempt
 * @param even whether the books come out even
 * @param circuit to the bank: {@code closed}, {@code open} or {@code half-open}
 */
record TollBalance(long settled, long failed, long inFlight, long waiting, boolean even, String circuit) {}
