package io.tocsin.simulator.bank;

import org.jspecify.annotations.Nullable;

/**
 * A charge that stands in the ledger.
 *
 * @param number the bank's own random name of it, the digits of {@code ch_…}
 * @param tokenPrint a hash of the card token: enough to see that a second request asks for the same
 * @param declineCode why it was declined; null when it was approved
 * @param createdAtMillis since the epoch; never less than that of the charge before it in the ledger
 */
record BookedCharge(
        Id key,
        Id payment,
        long number,
        long minorUnits,
        String currency,
        long tokenPrint,
        @Nullable String declineCode,
        long createdAtMillis) {

    boolean approved() {
        return declineCode == null;
    }

    /** Whether {@code request} asks for what this charge was asked for. */
    boolean answers(ChargeRequest request) {
        return payment.equals(request.payment())
                && minorUnits == request.minorUnits()
                && currency.equals(request.currency())
                && tokenPrint == request.tokenPrint();
    }
}
