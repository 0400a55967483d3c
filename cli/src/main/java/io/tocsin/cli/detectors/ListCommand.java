package io.tocsin.cli.detectors;

import io.tocsin.cli.terminal.ExitCodes;
import io.tocsin.cli.terminal.Screen;
import io.tocsin.model.fire.Detector;
import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.fire.Disablement;
import io.tocsin.model.fire.FloorId;
import io.tocsin.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the registered detectors. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Lists the registered detectors, by floor.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:they are listed", "1:Kafka is away", "2:the command line is wrong", "3:nothing is running"})
final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOption kafka;

    @Option(names = "--floor", description = "Only those of this floor.")
    private @Nullable String floor;

    @Option(names = "--json", description = "As JSON, for programs: an array of detectors as the topic has them.")
    private boolean json;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() {
        Screen screen = Screen.of(spec);
        var topics = new RegistryTopics(kafka.bootstrapServers());
        List<Detector> detectors = topics.detectors().stream()
                .filter(detector -> floor == null || detector.floor().equals(FloorId.of(floor)))
                .sorted(Comparator.comparing(
                                (Detector detector) -> detector.floor().text())
                        .thenComparing(Detector::detector))
                .toList();
        if (json) {
            screen.line(new String(Json.write(detectors), StandardCharsets.UTF_8));
            return ExitCodes.OK;
        }
        Instant now = clock.instant();
        Map<DetectorId, Disablement> disablements = topics.disablements().stream()
                .filter(disablement -> disablement.holdsAt(now))
                .collect(Collectors.toMap(Disablement::detector, Function.identity()));
        for (Detector detector : detectors) {
            screen.line(inWords(detector, disablements.get(detector.detector())));
        }
        screen.note(detectors.size() + " registered");
        return ExitCodes.OK;
    }

    private static String inWords(Detector detector, @Nullable Disablement disablement) {
        String state = detector.enabled() ? "" : "disabled in the registry";
        if (disablement != null) {
            state = (disablement.mode() == Disablement.Mode.TEST ? "in test until " : "disabled until ")
                    + disablement.until() + " by "
                    + disablement.action().operator() + ": "
                    + disablement.action().reason();
        }
        return String.format(
                        Locale.ROOT,
                        "%-20s %-20s %-18s every %-5s %s %s",
                        detector.floor(),
                        detector.detector(),
                        detector.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        detector.intervalSeconds() + " s",
                        detector.address() == null ? "" : detector.address(),
                        state)
                .stripTrailing();
    }
}
