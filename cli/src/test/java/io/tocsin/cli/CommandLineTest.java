package io.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cli.terminal.ExitCodes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class CommandLineTest {
    private final Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine line =
            Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    CommandLineTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "status",
                "down",
                "entries",
                "pay",
                "payment",
                "detectors",
                "signals",
                "contacts",
                "completion"
            })
    void shouldExplainEveryCommand(String command) {
        assertThat(line.execute(command, "--help")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).startsWith("Usage: tocsin " + command);
    }

    @Test
    void shouldBeDescribedAsAWhole() throws IOException {
        String document = Files.readString(Path.of("../docs/cli.md"));

        assertThat(commands("", line).filter(command -> !document.contains("`" + command)))
                .as("commands that docs/cli.md does not name")
                .isEmpty();
        assertThat(line.getSubcommands().values().stream()
                        .flatMap(command -> command.getCommandSpec().options().stream())
                        .map(OptionSpec::longestName)
                        .filter(name -> name.endsWith("-port") && !document.contains("`" + name)))
                .as("ports that docs/cli.md does not name")
                .isEmpty();
    }

    /** Every command that holds no others, as it is typed. */
    private static Stream<String> commands(String before, CommandLine command) {
        return command.getSubcommands().entrySet().stream().flatMap(entry -> {
            String typed = before + entry.getKey();
            return entry.getValue().getSubcommands().isEmpty()
                    ? Stream.of(typed)
                    : commands(typed + " ", entry.getValue());
        });
    }

    @Test
    void shouldGiveAScriptForCompletion() {
        assertThat(line.execute("completion")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("complete -F _complete_tocsin");
    }

    @Test
    void shouldSayInOneLineWhatIsWrongWithTheCommandLine() {
        assertThat(line.execute("entries", "--file", "x.csv", "--speed", "fast"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines())
                .containsExactly("tocsin: --speed must be a number or max, not fast; see tocsin entries --help");
    }

    @Test
    void shouldSayThatNothingRuns() {
        String data = directory.resolve("data").toString();

        assertThat(line.execute("status", "--json", "--data", data)).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(out.toString().strip())
                .isEqualTo("{\"running\":false,\"ready\":false,\"data\":\"" + data + "\",\"processes\":[]}");
        assertThat(line.execute("down", "--data", data)).isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(line.execute("payment", "0194385f-7c00-7d4e-8a3b-5f1c2e9d0a6b", "--data", data))
                .isEqualTo(ExitCodes.NOT_RUNNING);
        assertThat(err.toString()).startsWith("tocsin: nothing is running in " + data);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "ftp://localhost", "http://", "//localhost", "http:// here", ""})
    void shouldSayInOneLineThatAnAddressIsNone(String url) {
        assertThat(line.execute(
                        "pay",
                        "--amount",
                        "1",
                        "--currency",
                        "EUR",
                        "--vehicle",
                        "A",
                        "--card-token",
                        "tok_a",
                        "--url",
                        url))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString().lines())
                .containsExactly(
                        "tocsin: --url must be like http://localhost:8081, not " + url + "; see tocsin pay --help");
    }

    @Test
    void shouldRefuseAPaymentThatCannotBeOneBeforeItAsksAnybody() {
        assertThat(line.execute(
                        "pay", "--amount", "12.755", "--currency", "EUR", "--vehicle", "NY-1", "--card-token", "tok_a"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("amount: has more decimals than EUR has");
    }
}
