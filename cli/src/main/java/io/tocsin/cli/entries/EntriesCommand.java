package io.tocsin.cli.entries;

import io.tocsin.cli.replay.Progress;
import io.tocsin.cli.replay.Speed;
import io.tocsin.cli.system.DataOption;
import io.tocsin.cli.system.RunningSystem;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays toll entries. */
@Command(
        name = "entries",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Replays a table of toll entries: one payment for every vehicle that entered, followed until the bank"
                        + " has charged it; the settled total must be entries × rate, to the cent.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every entry was settled once, to the cent",
            "1:the table is malformed (nothing is sent), Kafka is away, or an entry failed, is missing or differs",
            "2:the command line is wrong",
            "3:nothing is running"
        })
public final class EntriesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataOption data;

    @Option(
            names = "--file",
            required = true,
            paramLabel = "CSV",
            description = "The table, with the columns 'Toll Date' (MM/dd/yyyy), 'Time Period', 'Vehicle Class',"
                    + " 'CRZ Entries' and 'Estimated Rate', in any order.")
    private Path file;

    @Option(names = "--day", paramLabel = "YYYY-MM-DD", description = "Only this toll day. Default: all of them.")
    private @Nullable LocalDate day;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N entries.")
    private int limit = Integer.MAX_VALUE;

    @Option(
            names = "--speed",
            defaultValue = Speed.FASTEST,
            paramLabel = "N|max",
            description = "Payments per second; max sends as fast as Kafka takes them. Default: ${DEFAULT-VALUE}.")
    private String speed;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "The same seed gives the same vehicles, cards and order. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--currency",
            defaultValue = "USD",
            description = "The ISO 4217 code of the rates. Default: ${DEFAULT-VALUE}.")
    private String currency;

    @Option(
            names = "--timeout",
            defaultValue = "120",
            paramLabel = "SECONDS",
            description = "Report what is missing when no outcome came for this long. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Another Kafka than that of --data.")
    private @Nullable String bootstrapServers;

    @Option(names = "--json", description = "Report as JSON, for programs; progress goes to standard error.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        double perSecond = Speed.read(speed, spec);
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit must be 1 or more");
        }
        List<List<TollRow>> days = new TollDays(new TollFile(file, currency).read()).of(day);
        EntryPlan plan = plan(days);
        String kafka =
                bootstrapServers == null ? RunningSystem.in(data.directory()).bootstrapServers() : bootstrapServers;
        Screen screen = Screen.of(spec);
        screen.note(String.format(
                Locale.ROOT, "%,d entries of %d day(s) from %s to %s", plan.size(), days.size(), file, kafka));
        var ids = new RunIds(Clock.systemUTC().millis(), new SecureRandom());
        Tally tally;
        try {
            tally = new Replay(kafka, perSecond, Duration.ofSeconds(timeoutSeconds))
                    .run(plan, ids, entries -> Progress.on(screen, "settled", entries));
        } catch (KafkaException e) {
            throw CommandFailure.failed("Kafka at " + kafka + " cannot be used: " + e.getMessage(), e);
        }
        EntriesReport report = EntriesReport.of(file.toString(), names(days), seed, plan, tally, currency);
        if (json) {
            screen.line(new String(Json.write(report), StandardCharsets.UTF_8));
        } else {
            report.inLines().forEach(screen::line);
        }
        return report.isGood() ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private EntryPlan plan(List<List<TollRow>> days) {
        try {
            return EntryPlan.of(days, seed, limit);
        } catch (ArithmeticException e) {
            throw CommandFailure.failed("the table has more than two thousand million entries: choose a --day", e);
        }
    }

    private static List<String> names(List<List<TollRow>> days) {
        return days.stream().map(rows -> rows.getFirst().day().toString()).toList();
    }
}
