package io.tocsin.simulator.bank;

import io.tocsin.model.payment.CardNumbers;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * Names charges by random numbers. One in a thousand would read like a card number; whoever must not keep card numbers could
 * not keep such a name either.
 */
final class ChargeNumbers {
    private final RandomGenerator random;

    ChargeNumbers(RandomGenerator random) {
        this.random = random;
    }

    long next() {
        long number;
        do {
            number = random.nextLong();
        } while (CardNumbers.foundIn(HexFormat.of().toHexDigits(number)));
        return number;
    }
}
