package io.tocsin.system.soak;

import io.tocsin.model.file.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./tocsin soak}. */
@Command(
        name = "tocsin soak",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Asks for payments while the bank, two instances of toll-payments and Kafka break at random, then"
                + " compares every payment with the topics and the bank's own ledger.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no violation",
            "1:a violation, or it could not run; the data directory is kept and named",
            "2:the command line is wrong"
        })
public final class SoakCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(
            names = "--minutes",
            defaultValue = "3",
            description = "For how long things break (default: ${DEFAULT-VALUE}).")
    private double minutes;

    @Option(names = "--seed", description = "Decides what breaks when and what is asked for (default: by chance).")
    private @Nullable Long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the summary to this file, too.")
    private @Nullable Path json;

    private SoakCommand() {}

    /** Runs it and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new SoakCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        if (minutes <= 0) {
            throw new ParameterException(spec.commandLine(), "--minutes must be more than 0, not " + minutes);
        }
        Path directory = Files.createTempDirectory("tocsin-soak-");
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : seed;
        SoakReport report;
        try {
            report = new Soak(Duration.ofMillis((long) (minutes * 60_000)), chosen, System.out::println).run(directory);
        } catch (RuntimeException e) {
            System.err.println("tocsin soak: broke off: " + e.getMessage()
                    + (e.getCause() == null ? "" : " (" + e.getCause() + ")")
                    + "; seed " + chosen + ", data kept in " + directory);
            return CommandLine.ExitCode.SOFTWARE;
        }
        System.out.println(report);
        if (json != null) {
            report.write(json);
        }
        if (report.violations().isEmpty()) {
            DirectoryTree.delete(directory);
            return CommandLine.ExitCode.OK;
        }
        System.out.println("data kept in " + directory);
        return CommandLine.ExitCode.SOFTWARE;
    }
}
