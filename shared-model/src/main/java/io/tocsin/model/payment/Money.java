package io.tocsin.model.payment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.model.InvalidFieldException;
import java.math.BigDecimal;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/**
 * An amount of one currency, exact: a count of its minor units, never a floating-point number.
 *
 * @param minorUnits how many of the currency's smallest unit (ISO 4217): 1275 of EUR are 12.75 €, 1275 of JPY are ¥1275
 * @param currency the ISO 4217 currency; one that people pay with, so no gold, no test code
 */
public record Money(long minorUnits, Currency currency) {

    /** @throws InvalidFieldException when the currency has no minor unit, like XAU (gold) or XXX (none) */
    public Money {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new InvalidFieldException("amount.currency", "is not a currency that can be paid with");
        }
    }

    /**
     * @param minorUnits how many of the currency's smallest unit
     * @param currencyCode the three letters of ISO 4217, upper case
     * @throws InvalidFieldException when the currency is not known
     */
    public static Money of(long minorUnits, String currencyCode) {
        return new Money(minorUnits, currency(currencyCode));
    }

    /**
     * Reads an amount as people write it.
     *
     * @param decimal for example {@code 12.75}; no more decimals than the currency has
     * @param currencyCode the three letters of ISO 4217, upper case
     * @throws InvalidFieldException when it is not a number, is finer than the currency's minor unit, or too large
     */
    public static Money parse(String decimal, String currencyCode) {
        Currency currency = currency(currencyCode);
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        BigDecimal amount;
        try {
            amount = new BigDecimal(decimal.strip());
        } catch (NumberFormatException e) {
            throw new InvalidFieldException("amount", "is not a decimal number like 12.75");
        }
        if (amount.precision() > 18 || Math.abs((long) amount.scale()) > 18) {
            throw new InvalidFieldException("amount", "has too many digits");
        }
        try {
            return new Money(amount.movePointRight(digits).longValueExact(), currency);
        } catch (ArithmeticException e) {
            throw new InvalidFieldException(
                    "amount", "has more decimals than " + currency + " has (" + digits + "), or is too large");
        }
    }

    /**
     * The sum of this and {@code other}.
     *
     * @throws IllegalArgumentException when the currencies differ
     * @throws ArithmeticException when the sum does not fit
     */
    public Money plus(Money other) {
        if (!currency.equals(other.currency)) {
            throw new IllegalArgumentException("cannot add " + other.currency + " to " + currency);
        }
        return new Money(Math.addExact(minorUnits, other.minorUnits), currency);
    }

    /** This amount {@code count} times. */
    public Money times(long count) {
        return new Money(Math.multiplyExact(minorUnits, count), currency);
    }

    /** The amount in major units, with the currency's own number of decimals. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(minorUnits, currency.getDefaultFractionDigits());
    }

    /** As people write it, for example {@code 12.75 EUR}. */
    @Override
    public String toString() {
        return toDecimal().toPlainString() + " " + currency;
    }

    @JsonCreator
    static Money read(
            @JsonProperty("minorUnits") @Nullable Long minorUnits,
            @JsonProperty("currency") @Nullable String currency) {
        if (minorUnits == null) {
            throw new InvalidFieldException("amount.minorUnits", "is missing");
        }
        if (currency == null) {
            throw new InvalidFieldException("amount.currency", "is missing");
        }
        return of(minorUnits, currency);
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            throw new InvalidFieldException(
                    "amount.currency", "is not an ISO 4217 currency code of three capital letters, like EUR");
        }
    }
}
