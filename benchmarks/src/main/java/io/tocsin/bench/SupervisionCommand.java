package io.tocsin.bench;

import io.tocsin.model.topic.Topics;
import io.tocsin.system.FireHouse;
import io.tocsin.system.FireService;
import io.tocsin.system.Jvm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The sixth row of DESIGN 8. */
@Command(
        name = "supervision",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Many detectors are supervised by one process while all of them speak; then some fall silent. How long"
                        + " after its last signal each one's fault is read, and what that costs, beside reading the same stream and"
                        + " doing nothing with it. Fails when a fault comes later than 3 intervals and 1 s, when one is missing or"
                        + " false, or when signals pile up.")
final class SupervisionCommand implements Callable<Integer> {
    private static final int DETECTORS_ON_A_FLOOR = 100;
    private static final int MISSED_INTERVALS = 3;
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration SETTLING_LIMIT = Duration.ofMinutes(2);
    private static final double MOST_SECONDS_BEHIND = 2;
    private static final double LEAST_OF_RATE = 0.99;

    @Option(names = "--detectors", defaultValue = "1000000", description = "Default: ${DEFAULT-VALUE}")
    int detectors;

    @Option(names = "--interval", defaultValue = "10s", description = "Of all of them (default: ${DEFAULT-VALUE})")
    Duration interval = Duration.ZERO;

    @Option(names = "--silent", defaultValue = "1000", description = "How many fall silent (default: ${DEFAULT-VALUE})")
    int silent;

    @Option(
            names = "--seconds",
            defaultValue = "60",
            description = "How long all speak and are measured before that (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--bare-seconds",
            defaultValue = "20",
            description = "How long the same stream is only read (default: ${DEFAULT-VALUE})")
    int bareSeconds;

    @Option(
            names = "--heap",
            defaultValue = "2g",
            description = "The process's largest heap, as -Xmx takes it (default: ${DEFAULT-VALUE})")
    String heap = "";

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec spec;

    private final Map<String, Object> figures = new LinkedHashMap<>();
    private boolean good = true;

    @Override
    public Integer call() throws Exception {
        if (silent < 1 || detectors < 10 * silent || interval.toSeconds() < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the interval must be whole seconds, and at least one detector and at most a tenth must fall silent:"
                            + " the silence of most is a fault of the intake");
        }
        Path directory = Workplace.directory("supervision");
        int floors = Math.max(1, detectors / DETECTORS_ON_A_FLOOR);
        var building = new Building(detectors, floors, (int) interval.toSeconds());
        figures.put("machine", Runtime.getRuntime().availableProcessors() + " processors, broker and load on it too");
        figures.put("detectors", detectors);
        figures.put("interval, seconds", interval.toSeconds());
        figures.put("signals a second", rate());
        try (FireHouse house = FireHouse.open(directory, Jvm.AS_IN_USE, 0, Map.of());
                var out = new Signals(house.broker().bootstrapServers())) {
            bare(house, out);
            FireService service = start(house, building);
            supervise(house, service, out);
        }
        System.out.printf("%nSupervision by one process%n");
        figures.forEach((name, value) -> System.out.printf("  %-52s %s%n", name, value));
        System.out.printf("  %s%n", good ? "all bounds are kept" : "A BOUND IS MISSED");
        figures.put("good", good);
        json.write(figures);
        return good ? 0 : 1;
    }

    private int rate() {
        return (int) (detectors / interval.toSeconds());
    }

    private void bare(FireHouse house, Signals out) throws Exception {
        String kafka = house.broker().bootstrapServers();
        BareTopic.create(kafka);
        try (var reader = new Follower(kafka, BareTopic.NAME, message -> {});
                var _ = new Metronome(rate(), beat -> out.quiet(BareTopic.NAME, detector(beat)))) {
            Thread.sleep(Duration.ofSeconds(bareSeconds).dividedBy(2));
            long begin = System.nanoTime();
            Duration usedBefore = reader.processorTime();
            long readBefore = reader.count();
            Thread.sleep(Duration.ofSeconds(bareSeconds));
            double passed = (System.nanoTime() - begin) / 1e9;
            tell("read and nothing else: signals a second", (reader.count() - readBefore) / passed);
            tell(
                    "read and nothing else: % of a core, reading thread",
                    coreShare(reader.processorTime().minus(usedBefore), passed));
        }
    }

    private int detector(long beat) {
        return (int) (beat % detectors) + 1;
    }

    private FireService start(FireHouse house, Building building) {
        long begin = System.nanoTime();
        building.register(house.broker().bootstrapServers());
        tell("registered in, seconds", (System.nanoTime() - begin) / 1e9);
        begin = System.nanoTime();
        FireService service = house.startService("fire-detection", heap);
        service.awaitReady();
        building.awaitSupervisedBy(service);
        tell("service started and all supervised in, seconds", (System.nanoTime() - begin) / 1e9);
        return service;
    }

    private void supervise(FireHouse house, FireService service, Signals out) throws Exception {
        String kafka = house.broker().bootstrapServers();
        var watch = new SilenceWatch(detectors, silent);
        try (var lag = new Lag(kafka, "fire-detection", Topics.DETECTOR_SIGNALS.name());
                var _ = new Follower(kafka, Topics.DETECTOR_FAULTS.name(), watch::detectorFault);
                var _ = new Follower(kafka, Topics.SYSTEM_FAULTS.name(), watch::systemFault);
                var metronome = new Metronome(rate(), beat -> {
                    int detector = detector(beat);
                    if (watch.speaks(detector)) {
                        out.quiet(Topics.DETECTOR_SIGNALS.name(), detector);
                    }
                })) {
            settle(lag);
            tell("faults of the intake while settling", watch.intakeFaults());
            watch.beginToCount();
            measure(service, lag, metronome);
            watch.fallSilent();
            await(watch);
        }
        tell("fell silent", silent);
        tell("faults read", watch.seen());
        tell("fault after the last signal, seconds: soonest", watch.soonestSeconds());
        tell("fault after the last signal, seconds: latest", watch.latestSeconds());
        tell("fault after the last signal, seconds: allowed", allowed().toSeconds());
        tell("false faults of detectors", watch.falseFaults());
        tell("faults of the intake after that", watch.intakeFaults());
        demand(watch.seen() == silent && watch.latestSeconds() <= allowed().toSeconds());
        demand(watch.soonestSeconds() >= interval.multipliedBy(MISSED_INTERVALS).toSeconds());
        demand(watch.falseFaults() == 0 && watch.intakeFaults() == 0);
    }

    private Duration allowed() {
        return interval.multipliedBy(MISSED_INTERVALS).plus(GRACE);
    }

    /** Until everybody has spoken once and what that brought about is worked off. */
    private void settle(Lag lag) throws Exception {
        long begin = System.nanoTime();
        Thread.sleep(interval.multipliedBy(2));
        while (secondsBehind(lag) > MOST_SECONDS_BEHIND) {
            if (System.nanoTime() - begin > SETTLING_LIMIT.toNanos()) {
                System.err.printf("  signals are still %.1f s behind after %s%n", secondsBehind(lag), SETTLING_LIMIT);
                return;
            }
            Thread.sleep(1_000);
        }
        tell("settled after, seconds", (System.nanoTime() - begin) / 1e9);
    }

    private void measure(FireService service, Lag lag, Metronome metronome) throws Exception {
        long begin = System.nanoTime();
        long sentBefore = metronome.beats();
        long readBefore = lag.read();
        Duration usedBefore = service.processorTime();
        double mostBehind = 0;
        long mostResident = 0;
        while (System.nanoTime() - begin < Duration.ofSeconds(seconds).toNanos()) {
            Thread.sleep(1_000);
            mostBehind = Math.max(mostBehind, secondsBehind(lag));
            mostResident = Math.max(mostResident, service.residentBytes());
            System.err.printf(
                    "\r  %,d sent, at most %.1f s behind, %d MB", metronome.beats(), mostBehind, mostResident >> 20);
        }
        System.err.println();
        double passed = (System.nanoTime() - begin) / 1e9;
        double sentPerSecond = (metronome.beats() - sentBefore) / passed;
        tell("supervised: signals a second sent", sentPerSecond);
        tell("supervised: signals a second read", (lag.read() - readBefore) / passed);
        tell(
                "supervised: % of a core, whole process",
                coreShare(service.processorTime().minus(usedBefore), passed));
        tell("supervised: most memory, MB", mostResident >> 20);
        tell("supervised: most behind, seconds", mostBehind);
        demand(sentPerSecond >= LEAST_OF_RATE * rate() && mostBehind <= MOST_SECONDS_BEHIND);
    }

    private double secondsBehind(Lag lag) throws Exception {
        return (double) lag.behind() / rate();
    }

    private void await(SilenceWatch watch) throws InterruptedException {
        long end = System.nanoTime() + allowed().plus(interval).plus(PATIENCE).toNanos();
        while (watch.seen() < silent && System.nanoTime() < end) {
            Thread.sleep(100);
        }
        // For faults that should not be there.
        Thread.sleep(interval);
    }

    private void tell(String what, Object figure) {
        Object shown = figure instanceof Double exact ? Math.round(exact * 10) / 10.0 : figure;
        figures.put(what, shown);
        System.err.printf("  %s: %s%n", what, shown);
    }

    private void demand(boolean kept) {
        good &= kept;
    }

    private static double coreShare(Duration used, double seconds) {
        return used.toNanos() / 1e7 / seconds;
    }
}
