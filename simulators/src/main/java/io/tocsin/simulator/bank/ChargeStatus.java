package io.tocsin.simulator.bank;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the bank decided. */
public enum ChargeStatus {
    /** Money moved. */
    @JsonProperty("approved")
    APPROVED,

    /** No money moved, and none will under this key. */
    @JsonProperty("declined")
    DECLINED
}
