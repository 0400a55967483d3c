package io.tocsin.bench;

import io.tocsin.model.payment.PendingPayment;
import io.tocsin.system.Jvm;
import io.tocsin.system.TollHouse;
import io.tocsin.system.TollService;
import io.tocsin.system.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The seventh and eighth rows of DESIGN 8: soon ready, small, idle, and quiet while Kafka is away. */
@Command(
        name = "kafka-away",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How soon toll-payments is ready, what it costs while it has nothing to do, what it costs while Kafka is"
                        + " away, and how soon it settles again when Kafka is back. Fails when one of them is more than"
                        + " DESIGN 8 allows.")
final class KafkaAwayCommand implements Callable<Integer> {
    private static final Duration SETTLING_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final double MOST_SECONDS_TO_START = 3;
    private static final long MOST_MEGABYTES = 300;
    private static final double MOST_IDLE = 3;
    private static final double MOST_AWAY = 5;

    /** In the second minute the JVM's compiler still takes a third of what is used. */
    private static final Duration CALMING_DOWN = Duration.ofMinutes(3);

    private static final long SEED = 20_250_106;

    @Option(
            names = "--seconds",
            defaultValue = "120",
            description = "How long Kafka is away (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--idle-seconds",
            defaultValue = "30",
            description = "How long idling is measured (default: ${DEFAULT-VALUE})")
    int idleSeconds;

    @Mixin
    JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        Path directory = Workplace.directory("kafka-away");
        try (TollHouse house = TollHouse.open(directory, Jvm.AS_IN_USE, 1, Map.of())) {
            TollService service = house.services().getFirst();
            PendingPayment first = Payments.payment(new Random(SEED));
            settle(house, first);
            var figures = new LinkedHashMap<String, Object>();
            double start = secondsToStart(service);
            figures.put("ready after a start, seconds", start);
            Thread.sleep(CALMING_DOWN);
            long megabytes = service.residentBytes() >> 20;
            figures.put("memory, idle, MB", megabytes);
            double idle = coreShare(service, Duration.ofSeconds(idleSeconds));
            figures.put("% of a core, idle", idle);
            house.broker().stop();
            double away = coreShare(service, Duration.ofSeconds(seconds));
            boolean ready = service.http().isReady();
            figures.put("% of a core, Kafka away", away);
            figures.put("alive while Kafka was away", service.isAlive());
            figures.put("ready while Kafka was away", ready);
            house.broker().restart();
            long back = System.nanoTime();
            settle(house, Payments.payment(new Random(SEED + 1)));
            figures.put("settles again after, seconds", secondsSince(back));
            System.out.printf("%ntoll-payments with nothing to do, and with Kafka away for %d s%n", seconds);
            figures.forEach((name, value) -> System.out.printf("  %-30s %s%n", name, value));
            json.write(figures);
            boolean small = start <= MOST_SECONDS_TO_START && megabytes <= MOST_MEGABYTES && idle <= MOST_IDLE;
            return small && away <= MOST_AWAY && !ready ? 0 : 1;
        }
    }

    /** A gentle stop, and the time from the next start until it says that it is ready. */
    private static double secondsToStart(TollService service) {
        service.stop(STOP_LIMIT);
        long begin = System.nanoTime();
        service.restart();
        service.awaitReady();
        return secondsSince(begin);
    }

    private static double secondsSince(long nanos) {
        return Math.round((System.nanoTime() - nanos) / 1e8) / 10.0;
    }

    private static void settle(TollHouse house, PendingPayment payment) {
        house.send(List.of(payment));
        try (TopicReader outcomes = house.outcomes()) {
            outcomes.awaitOneOutcomeEach(List.of(payment), SETTLING_LIMIT);
        }
    }

    private static double coreShare(TollService service, Duration time) throws InterruptedException {
        Duration before = service.processorTime();
        Thread.sleep(time);
        Duration used = service.processorTime().minus(before);
        return Math.round(used.toNanos() * 1000.0 / time.toNanos()) / 10.0;
    }
}
