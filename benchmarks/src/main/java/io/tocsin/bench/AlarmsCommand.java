package io.tocsin.bench;

import io.tocsin.model.fire.DetectorId;
import io.tocsin.model.topic.Topics;
import io.tocsin.system.FireHouse;
import io.tocsin.system.FireService;
import io.tocsin.system.Jvm;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The fifth row of DESIGN 8. */
@Command(
        name = "alarms",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How long after a detector has sent a 1 its valve's command is read, amid many detectors that send 0."
                        + " In turns with that, how long a 1 takes through one topic with nobody between. Each 1 finds its floor quiet."
                        + " Fails when p99 is more than 3 times Kafka's own, when one takes longer than 250 ms, when one is missing, or"
                        + " when there are more alarms than fires.")
final class AlarmsCommand implements Callable<Integer> {
    private static final double MOST_TIMES_BARE = 3;
    private static final double MOST_MILLIS = 250;
    private static final double LEAST_OF_RATE = 0.99;
    private static final double MICROS_PER_MILLI = 1_000;

    @Option(names = "--rate", defaultValue = "20000", description = "Signals a second (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(names = "--fires", defaultValue = "20", description = "1s among them, a second (default: ${DEFAULT-VALUE})")
    int fires;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            description = "How long each of the two is measured (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(names = "--rounds", defaultValue = "6", description = "In so many turns (default: ${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "Seconds of each before that, which do not count (default: ${DEFAULT-VALUE})")
    int warmUpSeconds;

    @Option(names = "--floors", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}")
    int floors;

    @Option(names = "--detectors", defaultValue = "20000", description = "On all floors (default: ${DEFAULT-VALUE})")
    int detectors;

    @Mixin
    JsonOption json = new JsonOption();

    @Spec
    CommandSpec spec;

    /** Milliseconds. */
    private record Row(String way, long fires, double p50, double p99, double max) {}

    @Override
    public Integer call() throws Exception {
        if (fires < 1 || rate < fires || rounds < 1 || floors < 1 || detectors < floors) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there must be at least one fire a second, one round and one floor, as many signals as fires, and a"
                            + " detector for each floor");
        }
        Path directory = Workplace.directory("alarms");
        // The longest interval: nobody falls silent while the other way is measured.
        var building = new Building(detectors, floors, 30);
        try (FireHouse house = FireHouse.open(directory, Jvm.AS_IN_USE, 1, Map.of())) {
            String kafka = house.broker().bootstrapServers();
            FireService service = house.services().getFirst();
            BareTopic.create(kafka);
            building.register(kafka);
            building.awaitSupervisedBy(service);
            var bare = new Arrivals();
            var alarmed = new Arrivals();
            try (var out = new Signals(kafka)) {
                var responders = new Responders(out, alarmed);
                try (var _ = new Follower(kafka, BareTopic.NAME, message -> look(message, building, bare));
                        var _ = new Follower(kafka, Topics.VALVE_COMMANDS.name(), responders::told)) {
                    return measure(out, building, bare, alarmed, responders);
                }
            }
        }
    }

    private static void look(ConsumerRecord<byte[], byte[]> message, Building building, Arrivals arrivals) {
        DetectorId detector = DetectorId.ofKey(message.key());
        if (detector != null && Signals.isFire(message.value())) {
            arrivals.seen(building.floorOf(detector.number()));
        }
    }

    private int measure(Signals out, Building building, Arrivals bare, Arrivals alarmed, Responders responders)
            throws Exception {
        Duration warmUp = Duration.ofSeconds(warmUpSeconds);
        round(out, BareTopic.NAME, building, bare, warmUp);
        long sent = round(out, Topics.DETECTOR_SIGNALS.name(), building, alarmed, warmUp);
        bare.beginToCount();
        alarmed.beginToCount();
        Duration turn = Duration.ofSeconds(seconds).dividedBy(rounds);
        for (int i = 1; i <= rounds; i++) {
            round(out, BareTopic.NAME, building, bare, turn);
            sent += round(out, Topics.DETECTOR_SIGNALS.name(), building, alarmed, turn);
            System.err.printf("  after round %d of %d%n", i, rounds);
            print(System.err, row("produce and consume", bare.micros()));
            print(System.err, row("signal to valve command", alarmed.micros()));
        }
        long notSeen = bare.notSeen() + alarmed.notSeen();
        return report(
                row("produce and consume", bare.micros()),
                row("signal to valve command", alarmed.micros()),
                notSeen,
                responders.alarms() - sent);
    }

    /** Sends for so long, each floor's fire in its turn, and returns how many fires it were. */
    private long round(Signals out, String topic, Building building, Arrivals arrivals, Duration time)
            throws InterruptedException {
        int every = rate / fires;
        long begin = System.nanoTime();
        var metronome = new Metronome(rate, beat -> {
            if (beat % every == every - 1) {
                int floor = (int) (beat / every % building.floors());
                arrivals.signalled(floor);
                out.fire(topic, building.detectorOn(floor));
            } else {
                out.quiet(topic, (int) (beat % building.detectors()) + 1);
            }
        });
        try (metronome) {
            Thread.sleep(time);
        }
        long sent = metronome.beats();
        double perSecond = sent / ((System.nanoTime() - begin) / 1e9);
        if (perSecond < LEAST_OF_RATE * rate) {
            throw new IllegalStateException(
                    "only %,.0f signals a second could be sent: the machine is too busy to measure anything"
                            .formatted(perSecond));
        }
        arrivals.awaitAll();
        return sent / every;
    }

    private int report(Row bare, Row alarmed, long notSeen, long tooMany) throws Exception {
        var setting = new LinkedHashMap<String, Object>();
        setting.put("machine", Runtime.getRuntime().availableProcessors() + " processors, broker and load on it too");
        setting.put("signals a second", rate);
        setting.put("of which fire", fires);
        setting.put("seconds measured", seconds);
        setting.put("turns", rounds);
        setting.put("floors", floors);
        setting.put("detectors", detectors);
        double times = alarmed.p99() / bare.p99();
        System.out.printf("%nFrom a detector's 1 to its valve's command%n");
        setting.forEach((name, value) -> System.out.printf("  %s: %s%n", name, value));
        print(System.out, bare);
        print(System.out, alarmed);
        System.out.printf("  p99 is %.2f × Kafka's own; at most %.0f × is allowed%n", times, MOST_TIMES_BARE);
        System.out.printf("  the longest took %.0f ms; at most %.0f ms are allowed%n", alarmed.max(), MOST_MILLIS);
        System.out.printf("  fires never seen: %d; alarms more than fires: %d%n", notSeen, tooMany);
        boolean good = times <= MOST_TIMES_BARE && alarmed.max() <= MOST_MILLIS && notSeen == 0 && tooMany == 0;
        json.write(Map.of(
                "setting", setting,
                "rows", List.of(bare, alarmed),
                "times", times,
                "notSeen", notSeen,
                "alarmsTooMany", tooMany,
                "good", good));
        return good ? 0 : 1;
    }

    private static Row row(String way, Histogram micros) {
        return new Row(
                way,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI);
    }

    private static void print(PrintStream out, Row row) {
        out.printf(
                "  %-26s p50 %6.1f ms   p99 %6.1f ms   max %6.1f ms   %,d fires%n",
                row.way(), row.p50(), row.p99(), row.max(), row.fires());
    }
}
