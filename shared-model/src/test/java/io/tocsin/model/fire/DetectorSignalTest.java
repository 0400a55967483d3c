package io.tocsin.model.fire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tocsin.model.InvalidFieldException;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorSignalTest {

    private static DetectorSignal read(String value) {
        return DetectorSignal.read(value.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1\n", " 1\r\n", "\t1", "{\"signal\":1}", " {\"signal\" : 1 , \"floor\": \"x\"}\n"})
    void shouldReadFireAsSmallAndLargeControllersWriteIt(String value) {
        assertThat(read(value)).isEqualTo(DetectorSignal.FIRE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0\r\n", "{\"signal\":0}"})
    void shouldReadQuiet(String value) {
        assertThat(read(value)).isEqualTo(DetectorSignal.QUIET);
    }

    @Test
    void shouldReadWhatElseADetectorSays() {
        assertThat(read("{\"signal\":1,\"at\":\"2025-01-06T08:30:00Z\",\"battery\":7}"))
                .isEqualTo(new DetectorSignal(1, Instant.parse("2025-01-06T08:30:00Z"), 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "2",
                "l",
                "11",
                "true",
                "\"1\"",
                "1.0",
                "{}",
                "{\"signal\":2}",
                "{\"signal\":-1}",
                "[1]",
                "{\"signal\":\"1\"}",
                "{\"signal\":true}",
                "{\"signal\":1.0}",
                "{\"signal\":null}",
                "{\"signal\":1",
                "{\"signal\":0,\"signal\":1}",
                "{\"signal\":1,\"battery\":101}",
                "{\"signal\":1,\"at\":\"soon\"}"
            })
    void shouldRefuseWhatIsNeitherFireNorQuiet(String value) {
        assertThatThrownBy(() -> read(value)).isInstanceOf(InvalidFieldException.class);
    }

    @Test
    void shouldRefuseNothingAndTooMuch() {
        assertThatThrownBy(() -> DetectorSignal.read(null)).isInstanceOf(InvalidFieldException.class);
        assertThatThrownBy(() -> DetectorSignal.read(new byte[DetectorSignal.MOST_BYTES + 1]))
                .isInstanceOf(InvalidFieldException.class);
    }

    @Property
    void shouldComeBackFromWhatItWrites(
            @ForAll boolean fire,
            @ForAll boolean dated,
            @ForAll @net.jqwik.api.constraints.IntRange(min = -1, max = 100) int battery) {
        var signal = new DetectorSignal(
                fire ? 1 : 0, dated ? Instant.parse("2025-01-06T08:30:00.25Z") : null, battery < 0 ? null : battery);

        assertThat(DetectorSignal.read(signal.write())).isEqualTo(signal);
    }

    @Property
    void shouldReadOrRefuseAnyBytesAndThrowNothingElse(@ForAll byte[] bytes) {
        Throwable thrown = catchThrowable(() -> DetectorSignal.read(bytes));

        assertThat(thrown == null || thrown instanceof InvalidFieldException)
                .as("read, or refused; not %s", thrown)
                .isTrue();
    }
}
