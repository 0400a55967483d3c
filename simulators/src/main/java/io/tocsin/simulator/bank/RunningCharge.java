package io.tocsin.simulator.bank;

/** A charge that the bank works on: admitted, not decided. */
record RunningCharge(Id key, String keyText, ChargeRequest request) {}
