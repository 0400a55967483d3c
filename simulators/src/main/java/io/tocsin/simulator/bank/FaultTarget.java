package io.tocsin.simulator.bank;

/** Which requests a fault strikes. */
public enum FaultTarget {
    /** {@code POST /charges}. */
    CHARGES,
    /** {@code GET /charges/{paymentId}}. */
    INQUIRIES,
    /** Either. */
    BOTH;

    boolean covers(boolean inquiry) {
        return this == BOTH || (this == INQUIRIES) == inquiry;
    }
}
