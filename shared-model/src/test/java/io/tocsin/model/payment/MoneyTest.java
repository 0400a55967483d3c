package io.tocsin.model.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.InvalidFieldException;
import java.util.Currency;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({"12.75,EUR,1275", "2.25,USD,225", "13.1,USD,1310", "1275,JPY,1275", "1.234,KWD,1234", "0.10,EUR,10"})
    void shouldCountMinorUnitsAsTheCurrencyHasThem(String decimal, String currency, long minorUnits) {
        assertThat(Money.parse(decimal, currency).minorUnits()).isEqualTo(minorUnits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.755", "1e400000000", "99999999999999999999", "1e-9", "abc", "", "0x10", "NaN"})
    void shouldRefuseWhatIsNotAnExactAmount(String decimal) {
        assertThatThrownBy(() -> Money.parse(decimal, "EUR")).isInstanceOf(InvalidFieldException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "EURO", "eur", "", "ZZZ"})
    void shouldRefuseWhatNobodyPaysWith(String currency) {
        assertThatThrownBy(() -> Money.of(1, currency))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageStartingWith("amount.currency");
    }

    @Property
    void shouldComeBackFromItsOwnText(
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long units) {
        for (String code : new String[] {"EUR", "JPY", "KWD"}) {
            Money money = new Money(units, Currency.getInstance(code));
            assertThat(Money.parse(money.toDecimal().toPlainString(), code)).isEqualTo(money);
        }
    }

    @Test
    void shouldNotAddTwoCurrencies() {
        assertThatThrownBy(() -> Money.of(1, "EUR").plus(Money.of(1, "USD"))).hasMessage("cannot add USD to EUR");
    }
}
