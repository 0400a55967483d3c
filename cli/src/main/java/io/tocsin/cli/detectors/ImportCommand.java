package io.tocsin.cli.detectors;

import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Registers detectors and floors from tables. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Registers the detectors of a table, and changes those that are registered already. When anything is"
                        + " wrong nothing is registered, and every mistake is shown with its line and column.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all are registered; with --dry-run: all could be",
            "1:something is wrong, and nothing was registered; or Kafka is away",
            "2:the command line is wrong",
            "3:nothing is running"
        })
final class ImportCommand implements Callable<Integer> {
    private static final int MOST_SHOWN = 50;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOption kafka;

    @Parameters(
            paramLabel = "CSV",
            description = "The detectors, with the columns detector (a number), floor, kind (active, passive or"
                    + " manual-call-point), interval (like 10s), address (of passive ones) and enabled (true, false or"
                    + " nothing, which is true), in any order.")
    private Path detectors;

    @Option(
            names = "--floors",
            paramLabel = "CSV",
            description = "The floors, with the columns floor, name, valve and policy (immediate, coincidence-a:5s:30m,"
                    + " coincidence-b, coincidence-c, positive-alarm-sequence:15s:180s or output-delay:60s).")
    private @Nullable Path floors;

    @Option(names = "--dry-run", description = "Look for mistakes only.")
    private boolean dryRun;

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        var topics = new RegistryTopics(kafka.bootstrapServers());
        RegistryTables tables = RegistryTables.read(detectors, floors, topics.floors());
        if (!tables.mistakes().isEmpty()) {
            show(tables.mistakes(), screen);
            throw CommandFailure.failed(
                    count(tables.mistakes().size(), "mistake") + ": nothing was registered; correct and import again");
        }
        if (!dryRun) {
            topics.register(tables);
        }
        screen.line(count(tables.detectors().size(), "detector") + " and "
                + count(tables.floors().size(), "floor") + (dryRun ? " could be registered" : " registered"));
        return ExitCodes.OK;
    }

    private static void show(List<Mistake> mistakes, Screen screen) {
        mistakes.stream().limit(MOST_SHOWN).map(Mistake::inWords).forEach(screen::note);
        if (mistakes.size() > MOST_SHOWN) {
            screen.note("… and " + (mistakes.size() - MOST_SHOWN) + " more");
        }
    }

    private static String count(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
