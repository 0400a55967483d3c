package io.tocsin.cli.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    private static final String COLUMN = "Fire Alarm";

    private final Path file;

    RecordingTest(@TempDir Path directory) {
        this.file = directory.resolve("readings.csv");
    }

    private Recording read(String text) throws IOException {
        Files.writeString(file, text);
        return Recording.read(file, COLUMN);
    }

    @Test
    void shouldReadAColumnAndFindTheFirstOne() throws IOException {
        // As the real one is: the first column has no name.
        Recording recording = read(",Temperature[C],Fire Alarm\n0,20,0\n1,20.5,0\n\n2,21,1\n3,22,0\n4,23,1\n");

        assertThat(recording.size()).isEqualTo(5);
        assertThat(recording.ones()).isEqualTo(2);
        assertThat(recording.firstOne()).isEqualTo(2);
        assertThat(recording.firstOneLine()).as("an empty line counts").isEqualTo(5);
        assertThat(recording.isOne(2)).isTrue();
        assertThat(recording.isOne(3)).isFalse();
    }

    @Test
    void shouldSayThatThereIsNoOne() throws IOException {
        Recording recording = read("Fire Alarm\n0\n0\n");

        assertThat(recording.firstOne()).isEqualTo(-1);
        assertThat(recording.firstOneLine()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "yes", "", "0.0", "-1", "01"})
    void shouldNameTheLineAndTheColumnOfWhatIsNoReading(String cell) {
        assertThatThrownBy(() -> read("time,Fire Alarm\n0,0\n1," + cell + "\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(file + ":3: column 'Fire Alarm' is not a reading of 0 or 1");
    }

    @Test
    void shouldNameTheLineThatHasAnotherNumberOfColumns() {
        assertThatThrownBy(() -> read("time,Fire Alarm\n0,0\n1\n"))
                .hasMessage(file + ":3: has 1 columns, but the header has 2");
    }

    @Test
    void shouldSayWhatTheFileLacks() {
        assertThatThrownBy(() -> read("time,alarm\n0,0\n"))
                .hasMessage(file + ": the header has no column 'Fire Alarm'");
        assertThatThrownBy(() -> read("time,Fire Alarm\n")).hasMessage(file + " has no rows");
        assertThatThrownBy(() -> Recording.read(file.resolveSibling("none.csv"), COLUMN))
                .hasMessageContaining("there is no such file");
    }
}
