package io.tocsin.toll.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.InvalidFieldException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeyTest {
    private static final String ID = "0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b";

    @ParameterizedTest
    @ValueSource(strings = {ID, " " + ID + " ", '"' + ID + '"', "0194385F-7C00-7D4E-8A3B-5F1C2E9D0A6B"})
    void shouldReadTheKeyBareOrQuoted(String header) {
        assertThat(IdempotencyKey.read(header).text()).isEqualTo(ID);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void shouldMissAKeyThatIsNotThere(@Nullable String header) {
        assertThatThrownBy(() -> IdempotencyKey.read(header)).isInstanceOf(IdempotencyKey.MissingKeyException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "\"", "\"\"", '"' + ID, ID + ", " + ID, "4111111111111111"})
    void shouldNameTheHeaderAndNotRepeatItWhenItIsNoId(String header) {
        assertThatThrownBy(() -> IdempotencyKey.read(header))
                .isInstanceOfSatisfying(InvalidFieldException.class, invalid -> assertThat(invalid.field())
                        .isEqualTo("Idempotency-Key"))
                .hasMessageNotContaining("4111");
    }
}
