package io.tocsin.simulator.bank;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.model.payment.CardNumbers;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChargeNumbersTest {
    /** Its digits pass for the number of a Visa card. */
    private static final long LIKE_A_CARD = 0x4111111111111111L;

    @Test
    void shouldPassOverANumberThatReadsLikeACard() {
        assertThat(CardNumbers.foundIn("ch_" + Long.toHexString(LIKE_A_CARD))).isTrue();
        Iterator<Long> draws = List.of(LIKE_A_CARD, 0x123d4dc8dd4bf520L).iterator();

        assertThat(new ChargeNumbers(draws::next).next()).isEqualTo(0x123d4dc8dd4bf520L);
    }
}
