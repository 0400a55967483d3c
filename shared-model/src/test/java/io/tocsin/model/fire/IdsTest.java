package io.tocsin.model.fire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    @Property
    void shouldKnowADetectorByItsKey(@ForAll @LongRange(min = 1, max = DetectorId.LARGEST) long number) {
        var detector = new DetectorId(number);

        assertThat(detector.toKey()).isEqualTo(Long.toString(number).getBytes(UTF_8));
        assertThat(DetectorId.ofKey(detector.toKey())).isEqualTo(detector);
        assertThat(Json.read(Json.write(detector), DetectorId.class)).isEqualTo(detector);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "017",
                "-1",
                "+1",
                " 1",
                "1 ",
                "1.0",
                "1e3",
                "0x1",
                "intake-probe",
                "1000000000000000000"
            })
    void shouldFindNoDetectorInAForeignKey(String key) {
        assertThat(DetectorId.ofKey(key.getBytes(UTF_8))).isNull();
        assertThatThrownBy(() -> DetectorId.parse(key)).isInstanceOf(InvalidFieldException.class);
    }

    @Test
    void shouldFindNoDetectorWithoutAKeyOrInArabicDigits() {
        assertThat(DetectorId.ofKey(null)).isNull();
        assertThat(DetectorId.ofKey("١٧".getBytes(UTF_8))).isNull();
        assertThatThrownBy(() -> DetectorId.parse("١٧")).isInstanceOf(InvalidFieldException.class);
    }

    @Property
    void shouldRefuseAnyOtherNumber(@ForAll @LongRange(min = Long.MIN_VALUE, max = 0) long number) {
        assertThatThrownBy(() -> new DetectorId(number)).isInstanceOf(InvalidFieldException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "north-3", "B2.3_a", "Nordflügel-3", "北3"})
    void shouldTakeFloorsAsPeopleNameThem(String text) {
        assertThat(FloorId.of(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "north 3",
                "-3",
                "3-",
                "a/b",
                "a:b",
                "..",
                "a\u0000b",
                "123456789012345678901234567890123"
            })
    void shouldRefuseFloorsThatWouldNotFitIntoAKeyOrAnAddress(String text) {
        assertThatThrownBy(() -> FloorId.of(text)).isInstanceOf(InvalidFieldException.class);
    }
}
