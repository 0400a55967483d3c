package io.tocsin.notification.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.delivery.DeliveryAnswer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmppStatusTest {

    @ParameterizedTest
    @CsvSource({
        "0x58, 1, throttled",
        "0x14, 10, message queue full",
        "0x08, 10, system error",
        "0x45, 10, submitting failed",
        "0x64, 10, temporary error of the receiver",
        "0x0E, 60, invalid password",
        "0x0A, 60, invalid source address"
    })
    void shouldBlameTheCentreAndWait(String status, int seconds, String name) {
        assertThat(SmppStatus.answer(Integer.decode(status)))
                .isEqualTo(new DeliveryAnswer.NotNow(
                        Duration.ofSeconds(seconds),
                        "smpp-" + status.toLowerCase(java.util.Locale.ROOT) + ": " + name));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x0B, 0x50, 0x51, 0x65, 0x66, 0xC4})
    void shouldGiveUpTheMessageThatIsToBlame(int status) {
        assertThat(SmppStatus.answer(status)).isInstanceOf(DeliveryAnswer.RefusedForGood.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xFF, 0xFE, 0x11, 0x67, 0x400, 0x4FF, -1, Integer.MAX_VALUE})
    void shouldTakeWhatItDoesNotKnowForUnclear(int status) {
        assertThat(SmppStatus.answer(status)).isInstanceOf(DeliveryAnswer.Unclear.class);
    }
}
