package io.tocsin.system.soak;

import io.tocsin.system.Jvm;
import io.tocsin.system.TollHouse;
import io.tocsin.system.TollService;
import io.tocsin.system.TopicReader;
import io.tocsin.system.check.Books;
import io.tocsin.system.check.Checker;
import io.tocsin.system.check.Violation;
import io.tocsin.system.check.Violation.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Payments for a while, while the bank, two instances of toll-payments and Kafka break at random; then everything is mended
 * and worked off, and the checker compares what was asked for with the topics and with the bank's own ledger.
 */
public final class Soak {
    /** Retries that end within the soak, and time-outs that the bank's hanging goes beyond. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("TOCSIN_TOLL_BANK_CONNECT_TIMEOUT", "1s"),
            Map.entry("TOCSIN_TOLL_BANK_RESPONSE_TIMEOUT", "2s"),
            Map.entry("TOCSIN_TOLL_BANK_TOTAL_TIMEOUT", "3s"),
            Map.entry("TOCSIN_TOLL_RETRIES_MAX_ATTEMPTS", "3"),
            Map.entry("TOCSIN_TOLL_RETRIES_FIRST_DELAY", "200ms"),
            Map.entry("TOCSIN_TOLL_RETRIES_LONGEST_DELAY", "2s"),
            Map.entry("TOCSIN_TOLL_RETRIES_LONGEST_RETRY_AFTER", "2s"),
            Map.entry("TOCSIN_TOLL_CIRCUIT_LONGEST_PAUSE", "2s"));

    private static final int INSTANCES = 2;
    private static final int PER_SECOND = 60;
    private static final Duration BANK_CALM_AT_LEAST = Duration.ofSeconds(1);
    private static final Duration BANK_CALM_AT_MOST = Duration.ofSeconds(6);
    private static final Duration KAFKA_CALM_AT_LEAST = Duration.ofSeconds(15);
    private static final Duration KAFKA_CALM_AT_MOST = Duration.ofSeconds(40);
    private static final Duration INSTANCE_CALM_AT_LEAST = Duration.ofSeconds(3);
    private static final Duration INSTANCE_CALM_AT_MOST = Duration.ofSeconds(15);
    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Duration trouble;
    private final long seed;
    private final Consumer<String> progress;

    private final Deadline troubleEnds = new Deadline();
    private final Deadline allDone = new Deadline();
    private final Asked asked = new Asked();
    private final Counts sent = new Counts();
    private final Counts outcomes = new Counts();
    private final Counts injected = new Counts();
    private final Findings findings = new Findings();
    private volatile long begun;

    /**
     * Starts nothing yet.
     *
     * @param trouble for how long things break
     * @param seed decides what breaks when, and what is asked for
     * @param progress is told a line every few seconds
     */
    public Soak(Duration trouble, long seed, Consumer<String> progress) {
        this.trouble = trouble;
        this.seed = seed;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param directory for everything that is kept; empty
     */
    public SoakReport run(Path directory) {
        progress.accept("seed " + seed + ", data in " + directory);
        try (TollHouse house = TollHouse.open(directory, Jvm.SOON_READY, INSTANCES, SETTINGS)) {
            return run(house);
        }
    }

    private SoakReport run(TollHouse house) {
        Chance chance = Chance.of(seed);
        house.bank().faults().set(BankTroubles.HEALTHY);
        var processes = new ProcessTroubles(findings, injected);
        begun = System.nanoTime();
        long mended;
        try (TopicReader reader = house.outcomes();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                var traffic = new Traffic(house, PER_SECOND, chance.split(), troubleEnds, asked, sent, findings)) {
            try {
                List<Future<?>> running = begin(house, processes, chance, threads);
                running.add(threads.submit(traffic));
                Future<?> follower = threads.submit(new Follower(reader, traffic, outcomes, allDone));
                Future<?> reporter = threads.submit(() -> report(house));

                troubleEnds.pass(trouble);
                troubleEnds.comesNow();
                running.forEach(Soak::await);
                mended = System.nanoTime();
                tell("everything is mended; what is open is worked off");
                makeSureThatAllAreBack(house, processes);
                traffic.awaitAnswers();
                house.awaitDone(asked.payments(), PATIENCE);
                allDone.comesNow();
                await(follower);
                await(reporter);
            } finally {
                troubleEnds.comesNow();
                allDone.comesNow();
            }
        }
        return report(house, (mended - begun) / 1e9, (System.nanoTime() - mended) / 1e9);
    }

    /** Each part breaks in its own time, so that one breaks while another is being mended. */
    private List<Future<?>> begin(TollHouse house, ProcessTroubles processes, Chance chance, ExecutorService threads) {
        var timelines = new ArrayList<Timeline>();
        timelines.add(timeline(
                "bank",
                () -> true,
                new BankTroubles(house.bank(), chance.split()).all(),
                BANK_CALM_AT_LEAST,
                BANK_CALM_AT_MOST,
                chance));
        timelines.add(timeline(
                "Kafka",
                house.broker()::isAlive,
                processes.of(house.broker()),
                KAFKA_CALM_AT_LEAST,
                KAFKA_CALM_AT_MOST,
                chance));
        for (TollService service : house.services()) {
            timelines.add(timeline(
                    service.name(),
                    service.http()::isReady,
                    processes.of(service),
                    INSTANCE_CALM_AT_LEAST,
                    INSTANCE_CALM_AT_MOST,
                    chance));
        }
        var running = new ArrayList<Future<?>>();
        timelines.forEach(timeline -> running.add(threads.submit(timeline)));
        return running;
    }

    private Timeline timeline(
            String part,
            BooleanSupplier isWell,
            List<Trouble> troubles,
            Duration calmAtLeast,
            Duration calmAtMost,
            Chance chance) {
        return new Timeline(
                part, isWell, troubles, calmAtLeast, calmAtMost, chance.split(), troubleEnds, injected, this::tell);
    }

    private void makeSureThatAllAreBack(TollHouse house, ProcessTroubles processes) {
        processes.requireAlive(house.broker());
        for (TollService service : house.services()) {
            processes.requireAlive(service);
            try {
                service.awaitReady();
            } catch (IllegalStateException e) {
                findings.add(Kind.NOT_BACK, String.valueOf(e.getMessage()));
            }
        }
    }

    private SoakReport report(TollHouse house, double seconds, double secondsAfter) {
        List<Violation> violations = new ArrayList<>(findings.all());
        violations.addAll(Checker.check(house.evidence(asked.payments(), asked.letters())));
        return new SoakReport(
                seed,
                seconds,
                secondsAfter,
                asked.size(),
                sent.all(),
                outcomes.all(),
                injected.all(),
                house.bank().ledger().summary(),
                violations);
    }

    /** Tells how it goes, and looks whether the books of each instance are even all the while. */
    private void report(TollHouse house) {
        while (!allDone.hasCome()) {
            allDone.pass(PROGRESS_EVERY);
            long open = 0;
            for (TollService service : house.services()) {
                try {
                    Books books = service.http().books();
                    open += books.open();
                    if (!books.balanced()) {
                        findings.add(Kind.UNEVEN_BOOKS, service.name() + " while it runs: " + books);
                    }
                } catch (IOException away) {
                    // Killed, stopped or paused at the moment.
                }
            }
            tell("asked %,d, settled %,d, failed %,d, open %,d; %,d troubles, %d findings"
                    .formatted(
                            asked.size(),
                            outcomes.of(Follower.SETTLED),
                            outcomes.sum() - outcomes.of(Follower.SETTLED),
                            open,
                            injected.sum(),
                            findings.all().size()));
        }
    }

    private void tell(String what) {
        progress.accept("%4d s  %s"
                .formatted(Duration.ofNanos(System.nanoTime() - begun).toSeconds(), what));
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part of the soak broke off", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
