package io.tocsin.cli.entries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.model.payment.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TollFileTest {
    private static final String HEADER = "Toll Date,Time Period,Vehicle Class,CRZ Entries,Estimated Rate\n";
    private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);

    private final Path file;

    TollFileTest(@TempDir Path directory) {
        this.file = directory.resolve("entries.csv");
    }

    @Test
    void shouldReadColumnsInAnyOrderAndIgnoreOthers() throws IOException {
        write("""
                Estimated Rate,Day of Week,CRZ Entries,Vehicle Class,Toll Date,Time Period
                3.6,Monday,2599,"Single-Unit, Trucks",01/06/2025,Overnight
                """);

        assertThat(read())
                .containsExactly(new TollRow(MONDAY, "Overnight", "Single-Unit, Trucks", 2599, Money.of(360, "USD")));
    }

    @Test
    void shouldNameTheColumnThatIsMissing() throws IOException {
        write("Toll Date,Time Period,Vehicle Class,CRZ Entries\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(CommandFailure.class)
                .hasMessage(file + ": the header has no column 'Estimated Rate'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "2025-01-06,Peak,Buses,1,2.25 | 'Toll Date' is not a date",
                "02/30/2025,Peak,Buses,1,2.25 | 'Toll Date' is not a date",
                "01/06/2025,Peak,Buses,many,2.25 | 'CRZ Entries' is not a count",
                "01/06/2025,Peak,Buses,-1,2.25 | 'CRZ Entries' is not a count",
                "01/06/2025,Peak,Buses,1.5,2.25 | 'CRZ Entries' is not a count",
                "01/06/2025,Peak,Buses,1,free | 'Estimated Rate' cannot be charged",
                "01/06/2025,Peak,Buses,1,0 | 'Estimated Rate' cannot be charged",
                "01/06/2025,Peak,Buses,1,2.255 | 'Estimated Rate' cannot be charged",
                "01/06/2025,Peak,Buses,1 | has 4 columns, but the header has 5"
            })
    void shouldNameFileAndLineWhenARowIsMalformed(String row, String problem) throws IOException {
        write(HEADER + "01/06/2025,Peak,Buses,1,2.25\n" + row + "\n");

        assertThatThrownBy(this::read)
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(file + ":3: ")
                .hasMessageContaining(problem);
    }

    @Test
    void shouldSayThatThereIsNoSuchFile() {
        assertThatThrownBy(this::read).hasMessage("cannot read " + file + " as CSV: there is no such file");
    }

    @Test
    void shouldSayWhichDaysThereAreWhenAnotherIsAskedFor() throws IOException {
        write(HEADER + "01/07/2025,Peak,Buses,1,2.25\n01/06/2025,Peak,Buses,1,2.25\n");
        var days = new TollDays(read());

        assertThat(days.of(null)).hasSize(2);
        assertThat(days.of(MONDAY)).hasSize(1);
        assertThatThrownBy(() -> days.of(MONDAY.plusYears(1)))
                .hasMessage("the table has nothing of 2026-01-06; it has 2025-01-06, 2025-01-07");
    }

    private void write(String table) throws IOException {
        Files.writeString(file, table);
    }

    private List<TollRow> read() {
        return new TollFile(file, "USD").read();
    }
}
