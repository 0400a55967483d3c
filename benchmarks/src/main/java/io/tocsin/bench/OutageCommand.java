package io.tocsin.bench;

import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.payment.SettledPayment;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.Latency;
import io.tocsin.system.Jvm;
import io.tocsin.system.TollHouse;
import io.tocsin.system.TollService;
import io.tocsin.system.TopicReader;
import io.tocsin.system.check.AskedPayment;
import io.tocsin.system.check.Books;
import io.tocsin.system.check.Checker;
import io.tocsin.system.check.Violation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Issue 3's outage: the bank is away for a long time while payments go on coming in. */
@Command(
        name = "outage",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "The bank is away while payments come in over HTTP; then it is back. What waits, what it costs, how"
                        + " fast it drains, and whether the bank is overrun. Fails when a payment is lost, doubled or failed.")
final class OutageCommand implements Callable<Integer> {
    private static final Duration BANK_LATENCY = Duration.ofMillis(50);
    private static final Duration DRAIN_LIMIT = Duration.ofMinutes(15);
    private static final int BAR = 60;
    private static final int SECONDS_SHOWN = 40;
    private static final int POSTS_AT_ONCE = 512;

    @Option(names = "--minutes", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}")
    double minutes;

    @Option(names = "--rate", defaultValue = "500", description = "Payments a second (default: ${DEFAULT-VALUE})")
    int rate;

    @Mixin
    JsonOption json = new JsonOption();

    private final Queue<AskedPayment> asked = new ConcurrentLinkedQueue<>();
    private final AtomicLong refused = new AtomicLong();

    @Override
    public Integer call() throws Exception {
        Path directory = Workplace.directory("outage");
        try (TollHouse house = TollHouse.open(directory, Jvm.AS_IN_USE, 1, Map.of());
                ExecutorService posts = Executors.newFixedThreadPool(
                        POSTS_AT_ONCE, Thread.ofVirtual().factory())) {
            TollService service = house.services().getFirst();
            house.bank()
                    .faults()
                    .set(FaultPlan.healthy(new Latency.Fixed(BANK_LATENCY)).away());
            long mostResident = 0;
            Books books;
            Instant back;
            try (var traffic = new SteadyTraffic(rate, payment -> posts.execute(() -> post(service, payment)))) {
                long end = System.nanoTime() + (long) (minutes * 60e9);
                while (System.nanoTime() < end) {
                    Thread.sleep(1_000);
                    mostResident = Math.max(mostResident, service.residentBytes());
                    System.err.printf(
                            "\r  bank away: %,d sent, %,d accepted, %d MB",
                            traffic.sent(), asked.size(), mostResident >> 20);
                }
                books = house.books();
                back = Instant.now();
                house.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(BANK_LATENCY)));
            }
            posts.shutdown();
            if (!posts.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("callers still wait for an answer after a minute");
            }
            System.err.printf("%n  the bank is back; %,d payments wait%n", asked.size());
            house.awaitDone(asked, DRAIN_LIMIT);
            mostResident = Math.max(mostResident, service.residentBytes());
            return report(house, books, back, mostResident);
        }
    }

    private void post(TollService service, PendingPayment payment) {
        try {
            if (service.http().post(payment).status() == 202) {
                asked.add(AskedPayment.once(payment));
                return;
            }
        } catch (IOException e) {
            // Counted below: whoever asked does not know, and would ask again.
        }
        asked.add(AskedPayment.perhaps(payment));
        refused.incrementAndGet();
    }

    private int report(TollHouse house, Books atReturn, Instant back, long mostResident) throws IOException {
        List<Violation> violations = Checker.check(house.evidence(asked, List.of()));
        var chargesBySecond = new TreeMap<Long, Integer>();
        house.bank()
                .ledger()
                .charges()
                .forEach(charge -> chargesBySecond.merge(
                        Math.floorDiv(Duration.between(back, charge.createdAt()).toMillis(), 1_000L), 1, Integer::sum));
        Map<Integer, Long> byAttempts;
        long failed;
        try (TopicReader reader = house.outcomes()) {
            List<PaymentOutcome> outcomes = reader.outcomes();
            failed = outcomes.stream()
                    .filter(outcome -> !(outcome instanceof SettledPayment))
                    .count();
            byAttempts = outcomes.stream()
                    .filter(SettledPayment.class::isInstance)
                    .map(SettledPayment.class::cast)
                    .collect(Collectors.groupingBy(SettledPayment::attempts, TreeMap::new, Collectors.counting()));
        }
        long seconds = chargesBySecond.isEmpty() ? 0 : chargesBySecond.lastKey() + 1;
        var figures = new LinkedHashMap<String, Object>();
        figures.put("bank away, minutes", minutes);
        figures.put("payments a second", rate);
        figures.put("payments accepted", asked.size() - refused.get());
        figures.put("not accepted, the caller was told", refused.get());
        figures.put("taken in when the bank came back", atReturn.inFlight());
        figures.put("parked when the bank came back", atReturn.waiting());
        figures.put("most memory of the service, MB", mostResident >> 20);
        figures.put("drained after, seconds", seconds);
        figures.put("drain rate, payments a second", seconds == 0 ? 0 : asked.size() / seconds);
        figures.put("failed", failed);
        figures.put("settled, by attempts", byAttempts);
        figures.put("violations", violations.stream().map(Violation::toString).toList());
        System.out.printf("%nThe bank is away%n");
        figures.forEach((name, value) -> System.out.printf("  %-36s %s%n", name, value));
        histogram(chargesBySecond);
        figures.put("charges by second after the return", chargesBySecond);
        json.write(figures);
        return violations.isEmpty() && failed == 0 ? 0 : 1;
    }

    private static void histogram(SortedMap<Long, Integer> chargesBySecond) {
        int most = chargesBySecond.values().stream().mapToInt(it -> it).max().orElse(1);
        System.out.printf("%n  charges in each second after the bank was back%n");
        for (long second = 0;
                second < SECONDS_SHOWN && !chargesBySecond.isEmpty() && second <= chargesBySecond.lastKey();
                second++) {
            int charges = chargesBySecond.getOrDefault(second, 0);
            System.out.printf("  %4d s %,7d %s%n", second, charges, "█".repeat(charges * BAR / most));
        }
    }
}
