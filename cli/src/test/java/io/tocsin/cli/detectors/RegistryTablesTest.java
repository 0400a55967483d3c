package io.tocsin.cli.detectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.DetectorKind;
import io.tocsin.model.fire.Floor;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.fire.FloorPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables of detectors and floors: all of it good, or each mistake shown with its line and column. */
class RegistryTablesTest {
    private static final String DETECTORS = "detector,floor,kind,interval,address,enabled\n";
    private static final String FLOORS = "floor,name,valve,policy\n";
    private static final Floor REGISTERED =
            new Floor(FloorId.of("f1"), "First floor", "V1", new FloorPolicy.Immediate());

    private final Path detectors;
    private final Path floors;

    RegistryTablesTest(@TempDir Path directory) {
        this.detectors = directory.resolve("detectors.csv");
        this.floors = directory.resolve("floors.csv");
    }

    private RegistryTables read(String detectorRows) throws IOException {
        Files.writeString(detectors, DETECTORS + detectorRows);
        return RegistryTables.read(detectors, null, List.of(REGISTERED));
    }

    private RegistryTables readBoth(String detectorRows, String floorRows) throws IOException {
        Files.writeString(detectors, DETECTORS + detectorRows);
        Files.writeString(floors, FLOORS + floorRows);
        return RegistryTables.read(detectors, floors, List.of(REGISTERED));
    }

    private static List<String> inWords(RegistryTables tables) {
        return tables.mistakes().stream().map(Mistake::inWords).toList();
    }

    @Test
    void shouldReadEveryKindOfDetector() throws IOException {
        RegistryTables tables = read("""
                17,f1,active,1s,,
                18,f1,passive,10s,http://10.0.3.18/signal,true
                19,f1,manual-call-point,30s,,false
                """);

        assertThat(inWords(tables)).isEmpty();
        FloorId floor = FloorId.of("f1");
        assertThat(tables.detectors())
                .containsExactly(
                        Detector.active(new DetectorId(17), floor, 1),
                        new Detector(
                                new DetectorId(18), floor, DetectorKind.PASSIVE, 10, "http://10.0.3.18/signal", true),
                        new Detector(new DetectorId(19), floor, DetectorKind.MANUAL_CALL_POINT, 30, null, false));
    }

    @Test
    void shouldReadEveryPolicy() throws IOException {
        RegistryTables tables = readBoth("", """
                a,Floor a,VA,immediate
                b,"Floor b, north",VB,coincidence-a:5s:30m
                c,Floor c,VC,coincidence-b
                d,Floor d,VD,coincidence-c
                e,Floor e,VE,positive-alarm-sequence:15s:3m
                f,Floor f,VF,output-delay:10m
                """);

        assertThat(inWords(tables)).isEmpty();
        assertThat(tables.floors())
                .extracting(Floor::policy)
                .containsExactly(
                        new FloorPolicy.Immediate(),
                        new FloorPolicy.CoincidenceA(5, 1800),
                        new FloorPolicy.CoincidenceB(),
                        new FloorPolicy.CoincidenceC(),
                        new FloorPolicy.PositiveAlarmSequence(15, 180),
                        new FloorPolicy.OutputDelay(600));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            x17,f1,active,1s,,                      | 'detector' must be a number
            017,f1,active,1s,,                      | 'detector' must be a number
            ,f1,active,1s,,                         | 'detector' must be a number
            18,f 1,active,1s,,                      | 'floor' must be 1 to 32
            18,,active,1s,,                         | 'floor' must be 1 to 32
            18,f9,active,1s,,                       | 'floor' is no registered floor: register 'f9' with --floors
            18,f1,smoke,1s,,                        | 'kind' must be active, passive or
            18,f1,active,1,,                        | 'interval' must be a time
            18,f1,active,0s,,                       | 'interval' must be 1 to 30
            18,f1,active,31s,,                      | 'interval' must be 1 to 30
            18,f1,active,-1s,,                      | 'interval' must be a time
            18,f1,active,1s,http://a/,              | 'address' must be an http
            18,f1,passive,1s,,                      | 'address' must be an http
            18,f1,passive,1s,10.0.0.1,              | 'address' must be an http
            18,f1,active,1s,,yes                    | 'enabled' must be true, false
            17,f1,active,1s,,                       | 'detector' is the detector of line 2 again
            18,f1,active,1s                         | has 4 columns, but the header has 6
            """)
    void shouldShowLineAndColumnOfAMistakeAndRegisterNothing(String row, String problem) throws IOException {
        RegistryTables tables = read("17,f1,active,1s,,\n" + row + "\n");

        assertThat(inWords(tables)).singleElement().satisfies(words -> assertThat(words)
                .startsWith(detectors + ":3: ")
                .contains(problem));
        assertThat(tables.detectors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            a b,Name,V2,immediate                     | 'floor' must be
            f2,,V2,immediate                          | 'name' must be text
            f2,Name,,immediate                        | 'valve' must be text
            f2,Name,V2,                               | 'policy' must be immediate,
            f2,Name,V2,whenever                       | 'policy' must be immediate,
            f2,Name,V2,coincidence-a                  | 'policy' must be immediate,
            f2,Name,V2,output-delay:601s              | 'policy' delaySeconds must be 1 to 600
            f2,Name,V2,output-delay:soon              | 'policy' must be a time
            f2,Name,V2,positive-alarm-sequence:16s:1m | 'policy' acknowledgeWithinSeconds must be 1 to 15
            a,Name,V2,immediate                       | 'floor' is the floor of line 2 again
            f2,Name,VA,immediate                      | 'valve' is the valve of line 2 already
            f2,Name,V1,immediate                      | 'valve' is the valve of floor 'f1'
            """)
    void shouldShowMistakesOfFloorsToo(String row, String problem) throws IOException {
        RegistryTables tables = readBoth("17,nowhere,active,1s,,\n", "a,Floor a,VA,immediate\n" + row + "\n");

        assertThat(inWords(tables))
                .as("and not that the floor is unknown: it may be the wrong row")
                .singleElement()
                .satisfies(
                        words -> assertThat(words).startsWith(floors + ":3: ").contains(problem));
    }

    @Test
    void shouldShowEveryMistakeAndNotOnlyTheFirst() throws IOException {
        RegistryTables tables = read("x,f 1,smoke,1,,maybe\n17,f1,active,1s,,\n18,f9,active,1s,,\n");

        assertThat(tables.mistakes())
                .extracting(mistake -> mistake.line() + " " + mistake.column())
                .containsExactly("2 detector", "2 floor", "2 kind", "2 interval", "2 enabled", "4 floor");
    }

    @Test
    void shouldPutADetectorOnAFloorOfTheSameImport() throws IOException {
        RegistryTables tables = readBoth("17,f2,active,1s,,\n", "f2,Second floor,V2,immediate\n");

        assertThat(inWords(tables)).isEmpty();
        assertThat(tables.detectors()).hasSize(1);
    }

    @Test
    void shouldChangeARegisteredFloorWithItsOwnValve() throws IOException {
        assertThat(inWords(readBoth("", "f1,New name,V1,coincidence-b\n"))).isEmpty();
    }

    @Test
    void shouldSayWhenItIsNoSuchTableAtAll() throws IOException {
        Files.writeString(detectors, "id,floor\n");

        assertThatThrownBy(() -> RegistryTables.read(detectors, null, List.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        detectors + ": the header has no column 'detector', 'kind', 'interval', 'address', 'enabled'");
    }
}
