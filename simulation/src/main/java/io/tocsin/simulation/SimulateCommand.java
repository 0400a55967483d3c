package io.tocsin.simulation;

import io.tocsin.model.json.Json;
import io.tocsin.simulation.history.Story;
import io.tocsin.simulation.history.Violation;
import io.tocsin.simulation.world.Seams;
import io.tocsin.simulation.world.Told;
import io.tocsin.simulation.world.World;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lets histories take place and checks them. */
@Command(
        name = "tocsin simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs the engine in virtual time through histories in which everything breaks that can, and checks"
                        + " that no guarantee does. The same seed gives the same history.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no guarantee was broken", "1:one was", "2:the command line is wrong"})
final class SimulateCommand implements Callable<Integer> {
    private static final int LONGEST_TAIL = 60;
    private static final int MOST_SHOWN = 5;
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(2);

    @ArgGroup
    Length length = new Length();

    /** How long it goes on. */
    static final class Length {
        @Option(names = "--histories", description = "How many histories (default: 10,000)")
        @Nullable Long histories;

        @Option(names = "--minutes", description = "For how many minutes, instead of a number of histories")
        @Nullable Double minutes;
    }

    @Option(
            names = "--seed",
            description = "The seed of the first history; the next has the next number (default: any)")
    @Nullable Long seed;

    @Option(names = "--story", description = "Tell each history, event by event: for --histories 1")
    boolean story;

    @Option(
            names = "--json",
            description = "The result as one JSON object on standard output, the rest on standard error")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        PrintStream out = json ? System.err : System.out;
        long first = seed != null ? seed : ThreadLocalRandom.current().nextLong(1_000_000_000_000L);
        var tally = new SimulationTally(first);
        out.printf("seed %d%n", first);
        long shown = 0;
        while (!isEnough(tally)) {
            Told told = World.tell(first + tally.histories(), Seams.none());
            List<Violation> violations = told.violations();
            tally.add(told, violations);
            if (story) {
                out.println(told.scenario());
                out.print(Story.of(told.events()));
            }
            if (!violations.isEmpty()) {
                show(told, violations, out);
                shown++;
            }
            if (shown == MOST_SHOWN) {
                break;
            }
            if (tally.isProgressDue(PROGRESS_EVERY)) {
                System.err.println(tally);
            }
        }
        out.println(tally);
        if (json) {
            System.out.write(Json.write(tally.toMap()), 0, Json.write(tally.toMap()).length);
            System.out.println();
        }
        return tally.isClean() ? 0 : 1;
    }

    private boolean isEnough(SimulationTally tally) {
        if (length.minutes != null) {
            return tally.seconds() >= length.minutes * 60;
        }
        return tally.histories() >= (length.histories != null ? length.histories : 10_000);
    }

    private void show(Told told, List<Violation> violations, PrintStream out) {
        Violation first = violations.getFirst();
        out.printf(Locale.ROOT, "%nIn the history of seed %d a guarantee is broken:%n", told.seed());
        for (Violation violation : violations) {
            out.printf("  %-20s %s%n", violation.guarantee(), violation.what());
        }
        out.printf("It is like this: %s%n", told.scenario());
        if (!story) {
            out.printf("What led to the first of them:%n");
            out.print(Story.upTo(told.events(), first.position(), LONGEST_TAIL));
        }
        out.printf("Again: ./tocsin simulate --histories 1 --story --seed %d%n%n", told.seed());
    }
}
