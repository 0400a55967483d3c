package io.tocsin.cli.signals;

import io.tocsin.cli.detectors.KafkaOption;
import io.tocsin.cli.detectors.RegistryTopics;
import io.tocsin.cli.replay.Progress;
import io.tocsin.cli.replay.Speed;
import io.tocsin.cli.replay.TopicWriter;
import io.tocsin.cli.terminal.CommandFailure;
import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.cli.terminal.TimeConverter;
import io.tocsin.model.InvalidFieldException;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays recorded readings of a detector. */
@Command(
        name = "signals",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Replays a table of recorded readings, 0 or 1 each, as the signals of a detector, or of many. When a"
                        + " reading is malformed nothing is sent.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every signal was sent",
            "1:the table is malformed (nothing is sent), or Kafka is away",
            "2:the command line is wrong",
            "3:nothing is running"
        })
public final class SignalsCommand implements Callable<Integer> {
    private static final int MOST_COPIES = 1_000_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOption kafka;

    @Option(names = "--file", required = true, paramLabel = "CSV", description = "The table, a row for each reading.")
    private Path file;

    @Option(names = "--column", required = true, description = "Where the readings stand, for example 'Fire Alarm'.")
    private String column;

    @Option(names = "--detector", required = true, paramLabel = "ID", description = "Whose signals they become.")
    private String detector;

    @Option(
            names = "--every",
            required = true,
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "From one reading to the next, as it was recorded, for example 1s.")
    private Duration every;

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "N|max",
            description = "How many times faster than recorded; max sends as fast as Kafka takes them. Default:"
                    + " ${DEFAULT-VALUE}.")
    private String speed;

    @Option(
            names = "--copies",
            defaultValue = "1",
            paramLabel = "K",
            description = "So many detectors say the same: ID and the numbers after it. Default: ${DEFAULT-VALUE}.")
    private int copies;

    @Option(
            names = "--shift",
            defaultValue = "60s",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How much later than the one before it each of them begins. Default: ${DEFAULT-VALUE}.")
    private Duration shift;

    @Option(names = "--json", description = "Report as JSON, for programs; progress goes to standard error.")
    private boolean json;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        double times = Speed.read(speed, spec);
        DetectorId first = first();
        if (every.isZero()) {
            throw new ParameterException(spec.commandLine(), "--every must be more than 0");
        }
        var plan = new Copies(Recording.read(file, column), every, first, copies, shift);
        String address = kafka.bootstrapServers();
        Screen screen = Screen.of(spec);
        screen.note(String.format(Locale.ROOT, "%,d signals from %s to %s", plan.size(), file, address));
        noteUnregistered(plan, address, screen);
        var replay = new SignalReplay(plan, times, clock);
        long begin = System.nanoTime();
        try (var writer = new TopicWriter(address);
                Progress progress = Progress.on(screen, "sent", plan.size())) {
            replay.run(writer, progress);
        } catch (KafkaException e) {
            throw CommandFailure.failed("Kafka at " + address + " cannot be used: " + e.getMessage(), e);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        SignalsReport report = SignalsReport.of(file.toString(), column, plan, replay.firstOneAt(), seconds);
        if (json) {
            screen.line(new String(Json.write(report), StandardCharsets.UTF_8));
        } else {
            report.inLines().forEach(screen::line);
        }
        return ExitCodes.OK;
    }

    /** The first detector; all copies have a number that a detector can have. */
    private DetectorId first() {
        if (copies < 1 || copies > MOST_COPIES) {
            throw new ParameterException(spec.commandLine(), "--copies must be 1 to " + MOST_COPIES);
        }
        try {
            DetectorId first = DetectorId.parse(detector);
            new DetectorId(first.number() + copies - 1);
            return first;
        } catch (InvalidFieldException e) {
            throw new ParameterException(spec.commandLine(), "--detector " + e.problem(), e);
        }
    }

    /** What an unregistered detector says is refused, which nobody would see here. */
    private static void noteUnregistered(Copies plan, String address, Screen screen) {
        Set<DetectorId> registered = new RegistryTopics(address)
                .detectors().stream().map(Detector::detector).collect(Collectors.toSet());
        long first = plan.first().number();
        long strangers = LongStream.range(first, first + plan.copies())
                .filter(number -> !registered.contains(new DetectorId(number)))
                .count();
        if (strangers > 0) {
            screen.note(strangers + " of the " + plan.copies() + " detectors are not registered, and what they say is"
                    + " refused: register them with ./tocsin detectors import");
        }
    }
}
