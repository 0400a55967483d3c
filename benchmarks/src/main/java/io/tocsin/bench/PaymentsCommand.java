package io.tocsin.bench;

import io.tocsin.toll.payment.Bank;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The first two rows of DESIGN 8. */
@Command(
        name = "payments",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Payments per second: Tocsin, Confluent's Parallel Consumer and a blocking topology, with the whole"
                        + " domain (JSON in, bank, JSON out), first with a bank in process, then with a bank over HTTP.")
final class PaymentsCommand implements Callable<Integer> {
    private static final int CONCURRENCY = 2_000;
    private static final String PAYMENTS = "payments";

    @Option(names = "--payments", defaultValue = "200000", description = "Payments a run (default: ${DEFAULT-VALUE})")
    int payments;

    @Option(
            names = "--repetitions",
            defaultValue = "3",
            description = "Repetitions, after one warm-up (default: ${DEFAULT-VALUE})")
    int repetitions;

    @Option(
            names = "--latency",
            defaultValue = "50",
            description = "The bank's latency in ms (default: ${DEFAULT-VALUE})")
    int latencyMillis;

    @Option(names = "--only", description = "Only this part: in-process or http")
    @Nullable String only;

    @Option(
            names = "--contender",
            description = "Only contenders whose name contains this text; may be given several times")
    List<String> wanted = List.of();

    @Mixin
    JsonOption json = new JsonOption();

    @Override
    public Integer call() throws Exception {
        var reports = new ArrayList<Report>();
        if (!"http".equals(only)) {
            reports.add(inProcess());
        }
        if (!"in-process".equals(only)) {
            reports.add(overHttp());
        }
        reports.forEach(Report::print);
        json.write(reports.stream().map(Report::toMap).toList());
        return 0;
    }

    private Report inProcess() throws Exception {
        var contenders = List.of(
                new EngineContender(CONCURRENCY),
                new ParallelConsumerContender(false, CONCURRENCY),
                new ParallelConsumerContender(true, CONCURRENCY),
                new BlockingContender());
        var bank = new SleepingBank(Duration.ofMillis(latencyMillis));
        return new Report("Payments with the bank in process", PAYMENTS, setting(), compare(contenders, bank));
    }

    private Report overHttp() throws Exception {
        var contenders =
                List.<Contender>of(new EngineContender(CONCURRENCY), new ParallelConsumerContender(false, CONCURRENCY));
        try (var bank = BankOverHttp.start(Duration.ofMillis(latencyMillis), CONCURRENCY)) {
            return new Report(
                    "Payments with the bank over HTTP, the same client for both",
                    PAYMENTS,
                    setting(),
                    compare(contenders, bank.bank()));
        }
    }

    private Map<String, List<Stopwatch.Reading>> compare(List<Contender> contenders, Bank bank) throws Exception {
        var entries = contenders.stream()
                .filter(contender -> wanted.isEmpty()
                        || wanted.stream().anyMatch(text -> contender.name().contains(text)))
                .map(contender -> new PaymentsRun(contender, bank, payments))
                .toList();
        return new Comparison(entries, PAYMENTS, repetitions).run();
    }

    private Map<String, Object> setting() {
        var setting = new LinkedHashMap<String, Object>();
        setting.put("machine", Runtime.getRuntime().availableProcessors() + " processors, broker and load on it too");
        setting.put("java", System.getProperty("java.vm.version"));
        setting.put("payments", payments);
        setting.put("repetitions", repetitions);
        setting.put("bank latency ms", latencyMillis);
        setting.put("calls at once", CONCURRENCY);
        return setting;
    }
}
