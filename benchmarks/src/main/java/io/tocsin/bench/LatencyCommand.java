package io.tocsin.bench;

import io.tocsin.kafka.EmbeddedKafka;
import io.tocsin.model.topic.Topics;
import io.tocsin.toll.payment.Bank;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.HdrHistogram.Histogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The third row of DESIGN 8. */
@Command(
        name = "latency",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How long after Kafka was given a payment a read-committed consumer sees it settled, with a steady"
                        + " trickle of payments and the bank over HTTP. Repetitions are interleaved and counted together.")
final class LatencyCommand implements Callable<Integer> {
    private static final int CONNECTIONS = 512;
    private static final double MICROS_PER_MILLI = 1_000.0;

    @Option(names = "--rate", defaultValue = "100", description = "Payments a second (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(
            names = "--seconds",
            defaultValue = "30",
            description = "How long each repetition is measured (default: ${DEFAULT-VALUE})")
    int seconds;

    @Option(
            names = "--warm-up",
            defaultValue = "20",
            description = "Seconds before that, which do not count (default: ${DEFAULT-VALUE})")
    int warmUpSeconds;

    @Option(names = "--repetitions", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}")
    int repetitions;

    @Option(
            names = "--latency",
            defaultValue = "50",
            description = "The bank's latency in ms (default: ${DEFAULT-VALUE})")
    int latencyMillis;

    @Mixin
    JsonOption json = new JsonOption();

    /** Milliseconds. */
    private record Row(String contender, long payments, double p50, double p99, double max) {}

    @Override
    public Integer call() throws Exception {
        var contenders = List.<Contender>of(
                new EngineContender(CONNECTIONS),
                new ParallelConsumerContender(false, CONNECTIONS),
                new ParallelConsumerContender(true, CONNECTIONS));
        var histograms = new LinkedHashMap<String, Histogram>();
        try (var bank = BankOverHttp.start(Duration.ofMillis(latencyMillis), CONNECTIONS)) {
            for (int repetition = 0; repetition < repetitions; repetition++) {
                for (Contender contender : contenders) {
                    Histogram histogram = measure(contender, bank.bank());
                    print(System.err, row(contender.name(), histogram));
                    histograms
                            .computeIfAbsent(contender.name(), name -> new Histogram(Trickle.DIGITS))
                            .add(histogram);
                }
            }
        }
        var rows = new ArrayList<Row>();
        histograms.forEach((name, histogram) -> rows.add(row(name, histogram)));
        report(rows);
        return 0;
    }

    private Histogram measure(Contender contender, Bank bank) throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.startTemporary(Topics.ALL)) {
            AutoCloseable running = contender.start(kafka.bootstrapServers(), bank);
            try {
                return new Trickle(kafka.bootstrapServers(), rate)
                        .run(Duration.ofSeconds(warmUpSeconds), Duration.ofSeconds(seconds));
            } finally {
                running.close();
            }
        }
    }

    private void report(List<Row> rows) throws Exception {
        var setting = new LinkedHashMap<String, Object>();
        setting.put("machine", Runtime.getRuntime().availableProcessors() + " processors, broker and load on it too");
        setting.put("payments a second", rate);
        setting.put("seconds measured", seconds * repetitions);
        setting.put("bank latency ms", latencyMillis);
        System.out.printf("%nFrom accepted by Kafka to settled, seen by a read-committed consumer%n");
        setting.forEach((name, value) -> System.out.printf("  %s: %s%n", name, value));
        rows.forEach(row -> print(System.out, row));
        json.write(Map.of("setting", setting, "rows", rows));
    }

    private static Row row(String contender, Histogram micros) {
        return new Row(
                contender,
                micros.getTotalCount(),
                micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
                micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
                micros.getMaxValue() / MICROS_PER_MILLI);
    }

    private static void print(PrintStream out, Row row) {
        out.printf(
                "  %-40s p50 %,7.0f ms   p99 %,7.0f ms   max %,7.0f ms   %,d payments%n",
                row.contender(), row.p50(), row.p99(), row.max(), row.payments());
    }
}
