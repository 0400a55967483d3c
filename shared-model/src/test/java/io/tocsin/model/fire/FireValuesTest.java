package io.tocsin.model.fire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.json.Json;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FireValuesTest {
    private static final FloorId FLOOR = FloorId.of("north-3");
    private static final AlarmId ALARM = AlarmId.of("0194385f-7c00-7a11-9f3d-0b6c5e4d3a21");
    private static final Instant NOW = Instant.parse("2025-01-06T08:30:00Z");
    private static final String DETECTOR =
            "{\"detector\":17,\"floor\":\"north-3\",\"kind\":\"active\",\"intervalSeconds\":5}";

    private static <T> T read(String json, Class<T> type) {
        return Json.read(json.getBytes(UTF_8), type);
    }

    private static OperatorAction action(OperatorCommand command) {
        return new OperatorAction(
                ActionId.of("0194385f-7c00-7b22-8c4e-1a2b3c4d5e6f"),
                OperatorId.of("m.curie"),
                OperatorRole.OPERATOR,
                command,
                "fire is out",
                NOW,
                null);
    }

    @Test
    void shouldCountADetectorAsEnabledUnlessItSaysOtherwise() {
        assertThat(read(DETECTOR, Detector.class).enabled()).isTrue();
        assertThat(read(DETECTOR.replace("}", ",\"enabled\":false}"), Detector.class)
                        .enabled())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            17                | 0                  | detector
            17                | "17"               | detector
            "detector"        | "other"            | detector
            "north-3"         | "north 3"          | floor
            "floor"           | "other"            | floor
            "kind"            | "other"            | kind
            "active"          | "smoke"            | kind
            "active"          | "passive"          | address
            5                 | 0                  | intervalSeconds
            5                 | 31                 | intervalSeconds
            5                 | 5.5                | intervalSeconds
            5}                | 5,"address":"http://a/"} | address
            """)
    void shouldNameWhatIsWrongWithADetector(String good, String bad, String field) {
        InvalidFieldException refusal = catchThrowableOfType(
                InvalidFieldException.class, () -> read(DETECTOR.replace(good, bad), Detector.class));

        assertThat(refusal).isNotNull();
        assertThat(refusal.field()).isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://a/b", "//a/b", "http:///b", "10.0.0.1", "http://a b", ""})
    void shouldRefuseAddressesThatCannotBeAsked(String address) {
        assertThatThrownBy(() -> new Detector(new DetectorId(1), FLOOR, DetectorKind.PASSIVE, 5, address, true))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageStartingWith("address");
    }

    /** EN 54-2, 7.11 and 7.12; NFPA 72, chapter 23. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"output-delay\",\"delaySeconds\":601}",
                "{\"type\":\"output-delay\"}",
                "{\"type\":\"coincidence-a\",\"confirmAfterSeconds\":61,\"cancelAfterSeconds\":1800}",
                "{\"type\":\"coincidence-a\",\"confirmAfterSeconds\":5,\"cancelAfterSeconds\":1801}",
                "{\"type\":\"coincidence-a\",\"confirmAfterSeconds\":5,\"cancelAfterSeconds\":5}",
                "{\"type\":\"positive-alarm-sequence\",\"acknowledgeWithinSeconds\":16,\"investigateWithinSeconds\":180}",
                "{\"type\":\"positive-alarm-sequence\",\"acknowledgeWithinSeconds\":15,\"investigateWithinSeconds\":181}",
                "{\"type\":\"whenever\"}",
                "{}"
            })
    void shouldRefusePoliciesBeyondTheStandards(String json) {
        assertThatThrownBy(() -> read(json, FloorPolicy.class)).isInstanceOf(InvalidFieldException.class);
    }

    @Test
    void shouldTakePoliciesAtTheLimitsOfTheStandards() {
        assertThat(new FloorPolicy.OutputDelay(600).delaySeconds()).isEqualTo(600);
        assertThat(new FloorPolicy.CoincidenceA(60, 1800).cancelAfterSeconds()).isEqualTo(1800);
        assertThat(new FloorPolicy.PositiveAlarmSequence(15, 180).investigateWithinSeconds())
                .isEqualTo(180);
    }

    @Test
    void shouldCloseAValveOnlyOnAnOperatorsRequestToCloseThatValve() {
        OperatorAction close = action(new OperatorCommand.CloseValve(FLOOR, ALARM));
        OperatorAction closeAnother = action(new OperatorCommand.CloseValve(FloorId.of("north-4"), ALARM));
        OperatorAction reset = action(new OperatorCommand.Reset(FLOOR, ALARM));

        assertThat(new ValveCommand.Close(FLOOR, close, NOW, 1).action()).isEqualTo(close);
        for (OperatorAction other : new OperatorAction[] {closeAnother, reset, close.refused(NOW, "not allowed")}) {
            assertThatThrownBy(() -> new ValveCommand.Close(FLOOR, other, NOW, 1))
                    .isInstanceOf(InvalidFieldException.class);
        }
    }

    @Test
    void shouldOnlyRefuseACommandThatCouldNotBeRead() {
        OperatorCommand unreadable = OperatorCommand.Unreadable.at("/floors/" + "x".repeat(1_000));
        assertThatThrownBy(() -> action(unreadable))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessageStartingWith("refusal");

        OperatorAction refused = new OperatorAction(
                ActionId.of("0194385f-7c00-7b22-8c4e-1a2b3c4d5e6f"),
                OperatorId.of("m.curie"),
                OperatorRole.OPERATOR,
                unreadable,
                "none",
                NOW,
                "it is not valid");
        assertThat(Json.read(Json.write(refused), OperatorAction.class)).isEqualTo(refused);
    }

    @Test
    void shouldHoldADisablementFromTheActionOnUntilItsEnd() {
        var disablement = new Disablement(
                new DetectorId(17),
                Disablement.Mode.TEST,
                NOW.plusSeconds(60),
                action(new OperatorCommand.TestDetector(new DetectorId(17), NOW.plusSeconds(60))));

        assertThat(disablement.holdsAt(NOW.minusMillis(1))).isFalse();
        assertThat(disablement.holdsAt(NOW)).isTrue();
        assertThat(disablement.holdsAt(NOW.plusMillis(59_999))).isTrue();
        assertThat(disablement.holdsAt(NOW.plusSeconds(60))).isFalse();
        assertThat(disablement.endedAt(NOW.plusSeconds(30)).until()).isEqualTo(NOW.plusSeconds(30));
        assertThat(disablement.endedAt(NOW.plusSeconds(90))).isEqualTo(disablement);
    }

    @Test
    void shouldNotReadACloseCommandWithoutItsAction() {
        String json = "{\"type\":\"close\",\"floor\":\"north-3\",\"at\":\"2025-01-06T08:30:00Z\",\"attempt\":1}";

        assertThatThrownBy(() -> read(json, ValveCommand.class))
                .isInstanceOf(InvalidFieldException.class)
                .hasMessage("action: is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "open\n", "{\"position\":\"open\"}"})
    void shouldReadWhereAValveStands(String value) {
        assertThat(ValveReport.read(value.getBytes(UTF_8))).isEqualTo(new ValveReport(ValvePosition.OPEN, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OPEN", "ajar", "1", "{}", "{\"position\":\"ajar\"}", "\"open\""})
    void shouldRefuseOtherReports(String value) {
        assertThatThrownBy(() -> ValveReport.read(value.getBytes(UTF_8))).isInstanceOf(InvalidFieldException.class);
    }
}
