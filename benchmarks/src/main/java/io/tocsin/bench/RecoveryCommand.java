package io.tocsin.bench;

import io.tocsin.model.json.Json;
import io.tocsin.model.payment.PaymentId;
import io.tocsin.model.payment.PaymentOutcome;
import io.tocsin.model.payment.PendingPayment;
import io.tocsin.model.topic.Topics;
import io.tocsin.simulator.bank.FaultPlan;
import io.tocsin.simulator.bank.Latency;
import io.tocsin.system.Jvm;
import io.tocsin.system.TollHouse;
import io.tocsin.system.TollService;
import io.tocsin.system.TopicReader;
import io.tocsin.system.check.AskedPayment;
import io.tocsin.system.check.Checker;
import io.tocsin.system.check.Violation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The last row of DESIGN 8, for payments. */
@Command(
        name = "recovery",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "How long after kill -9 of an instance of toll-payments every partition settles again, with a large"
                        + " ledger. One instance alone is started again at once; of two, the busier one is killed and stays dead."
                        + " Fails when a payment is lost or doubled, or with two instances after more than 15 s.")
final class RecoveryCommand implements Callable<Integer> {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration LOADING_LIMIT = Duration.ofMinutes(15);
    private static final double MOST_SECONDS = 15;
    private static final int BATCH = 20_000;
    private static final long SEED = 20_250_106;

    @Option(
            names = "--ledger",
            defaultValue = "1000000",
            description = "Payments that are settled before (default: ${DEFAULT-VALUE})")
    int ledger;

    @Option(names = "--rate", defaultValue = "200", description = "Payments a second (default: ${DEFAULT-VALUE})")
    int rate;

    @Option(names = "--repetitions", defaultValue = "3", description = "Kills (default: ${DEFAULT-VALUE})")
    int repetitions;

    @Option(
            names = "--instances",
            split = ",",
            defaultValue = "1,2",
            description = "How many instances, one after the other (default: ${DEFAULT-VALUE})")
    List<Integer> instances = List.of();

    @Mixin
    JsonOption json = new JsonOption();

    /**
     * One kill.
     *
     * @param firstSeconds until the first partition that had stood still settled a payment sent after the kill
     * @param lastSeconds until the last one did
     */
    private record Row(int instances, double firstSeconds, double lastSeconds) {}

    @Override
    public Integer call() throws Exception {
        var rows = new ArrayList<Row>();
        var violations = new ArrayList<Violation>();
        for (int count : instances) {
            rows.addAll(drill(count, violations));
        }
        System.out.printf("%nSettling again after kill -9, ledger of %,d payments%n", ledger);
        System.out.printf(
                "  %s processors, broker and bank on them too%n%n",
                Runtime.getRuntime().availableProcessors());
        rows.forEach(row -> System.out.printf(
                "  %d instance%s   first partition %5.1f s   every partition %5.1f s%n",
                row.instances(), row.instances() == 1 ? " " : "s", row.firstSeconds(), row.lastSeconds()));
        json.write(Map.of("ledger", ledger, "rate", rate, "rows", rows));
        violations.forEach(violation -> System.out.println("  " + violation));
        boolean soon = rows.stream().allMatch(row -> row.instances() == 1 || row.lastSeconds() <= MOST_SECONDS);
        return soon && violations.isEmpty() ? 0 : 1;
    }

    private List<Row> drill(int count, List<Violation> violations) {
        Path directory = Workplace.directory("recovery-" + count);
        try (TollHouse house = TollHouse.open(directory, Jvm.AS_IN_USE, count, Map.of());
                TopicReader settled = house.read(List.of(Topics.SETTLED_PAYMENTS.name()))) {
            house.bank().faults().set(FaultPlan.healthy(new Latency.Fixed(Duration.ofMillis(50))));
            Queue<AskedPayment> asked = new ConcurrentLinkedQueue<>();
            load(house, settled, asked);
            var rows = new ArrayList<Row>();
            for (int i = 0; i < repetitions; i++) {
                rows.add(kill(house, settled, asked));
            }
            house.awaitDone(asked, LIMIT);
            List<Violation> found = Checker.check(house.evidence(asked, List.of()));
            System.err.printf(
                    "  compared %,d payments with the bank's ledger: %d violations%n", asked.size(), found.size());
            violations.addAll(found);
            return rows;
        }
    }

    private void load(TollHouse house, TopicReader settled, Queue<AskedPayment> asked) {
        var random = new Random(SEED);
        long start = System.nanoTime();
        int sent = 0;
        long seen = 0;
        while (seen < ledger) {
            if (System.nanoTime() - start > LOADING_LIMIT.toNanos()) {
                throw new IllegalStateException("only " + seen + " of " + ledger + " payments were settled within "
                        + LOADING_LIMIT + "\n" + house.lastWords());
            }
            if (sent < ledger && sent - seen < 2 * BATCH) {
                int next = Math.min(BATCH, ledger - sent);
                List<PendingPayment> payments = random.ints(next)
                        .mapToObj(i -> Payments.payment(random))
                        .toList();
                house.send(payments);
                payments.forEach(payment -> asked.add(AskedPayment.once(payment)));
                sent += next;
            }
            long before = seen;
            seen += settled.next().size();
            if (seen / BATCH > before / BATCH) {
                System.err.printf("\r  %,d of %,d payments in the ledger", seen, ledger);
            }
        }
        System.err.println();
    }

    private Row kill(TollHouse house, TopicReader settled, Queue<AskedPayment> asked) {
        int count = house.services().size();
        Map<PaymentId, Long> sentNanos = new ConcurrentHashMap<>();
        var traffic = new SteadyTraffic(rate, payment -> {
            sentNanos.put(payment.paymentId(), System.nanoTime());
            asked.add(AskedPayment.once(payment));
            Future<RecordMetadata> unused = house.producer().send(TollHouse.record(payment));
        });
        try (traffic) {
            awaitEveryPartition(settled, sentNanos, System.nanoTime());
            TollService victim = busiest(house);
            long killed = System.nanoTime();
            victim.kill();
            if (count == 1) {
                victim.restart();
            }
            List<Double> seconds = awaitEveryPartition(settled, sentNanos, killed);
            if (count > 1) {
                victim.restart().awaitReady();
            }
            // Partitions that the victim did not own never stood still: they are not "the first".
            double first = seconds.stream().filter(it -> it > 1).findFirst().orElse(0.0);
            var row = new Row(count, first, seconds.getLast());
            System.err.printf("  %d instances: every partition settles again after %.1f s%n", count, row.lastSeconds());
            return row;
        }
    }

    /** The one that owns most of the ledger: losing it is the worst that can happen. */
    private static TollService busiest(TollHouse house) {
        return house.services().stream()
                .max(Comparator.comparingLong(
                        service -> service.http().balance().path("received").asLong()))
                .orElseThrow();
    }

    /** Seconds from {@code since} until each partition settled a payment sent after it, in rising order. */
    private static List<Double> awaitEveryPartition(TopicReader settled, Map<PaymentId, Long> sentNanos, long since) {
        Set<Integer> missing = new HashSet<>();
        for (int partition = 0; partition < Topics.SETTLED_PAYMENTS.partitions(); partition++) {
            missing.add(partition);
        }
        var seconds = new ArrayList<Double>();
        while (!missing.isEmpty()) {
            double passed = (System.nanoTime() - since) / 1e9;
            if (passed > LIMIT.toSeconds()) {
                throw new IllegalStateException("partitions " + missing + " settle nothing " + LIMIT + " after a kill");
            }
            for (ConsumerRecord<byte[], byte[]> record : settled.next()) {
                PaymentId id = Json.read(record.value(), PaymentOutcome.class).paymentId();
                Long sent = sentNanos.get(id);
                if (sent != null && sent - since > 0 && missing.remove(record.partition())) {
                    seconds.add((System.nanoTime() - since) / 1e9);
                }
            }
        }
        return seconds;
    }
}
