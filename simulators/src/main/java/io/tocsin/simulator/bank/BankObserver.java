package io.tocsin.simulator.bank;

import java.time.Duration;

/** Is told of every request that the bank is done with, on the bank's event loop: it must not block. */
@FunctionalInterface
public interface BankObserver {
    /** Looks away. */
    BankObserver NONE = (result, time) -> {};

    /**
     * One request is done with.
     *
     * @param result how
     * @param time from the arrival of its body to its answer
     */
    void answered(BankResult result, Duration time);
}
